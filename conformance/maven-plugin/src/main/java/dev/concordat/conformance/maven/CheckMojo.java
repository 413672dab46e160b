package dev.concordat.conformance.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks recordings, and fails the build where a finding does. Where neither recordings nor
 * contracts nor configuration have changed since a run that passed, it has nothing to do.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends CommandMojo {
  /** Recordings, or folders of them; without any, those that the configuration names. */
  @Parameter(property = "concordat.recordings")
  private List<File> recordings = new ArrayList<>();

  /** The provider of all exchanges. */
  @Parameter(property = "concordat.provider")
  private @Nullable String provider;

  /** What fails the build: violation or drift. */
  @Parameter(property = "concordat.failOn")
  private @Nullable String failOn;

  /** Whether exchanges pass of which a part met no schema or rule. */
  @Parameter(property = "concordat.allowUnchecked")
  private @Nullable Boolean allowUnchecked;

  /** Findings that are accepted; without it, concordat-baseline.yaml of the project. */
  @Parameter(property = "concordat.baseline")
  private @Nullable File baseline;

  /** The forms of the reports beside Maven's log, each into a file concordat.FORM. */
  @Parameter(property = "concordat.forms", defaultValue = "html,junit")
  private List<String> forms = new ArrayList<>();

  /** Whether it runs although nothing has changed. */
  @Parameter(property = "concordat.force", defaultValue = "false")
  private boolean force;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    List<String> arguments = command("check");
    add(arguments, "--provider", provider);
    add(arguments, "--fail-on", failOn);
    add(arguments, "--allow-unchecked", allowUnchecked);
    File accepted = baseline();
    add(arguments, "--baseline", accepted);
    forms.forEach(form -> addReport(arguments, "concordat", form));
    List<File> inputs = new ArrayList<>(recordings);
    if (recordings.isEmpty() && config() == null) {
      throw new MojoExecutionException(
          "Nothing says what to check; set <recordings>, or recordings in concordat.yaml");
    }
    recordings.forEach(file -> arguments.add(file.toString()));
    inputs.addAll(contracts());
    inputs.add(config());
    inputs.add(accepted);
    // What the configuration names is known to the command alone, so that it runs each time.
    Stamp stamp = new Stamp(new File(reportFolder(), "check.stamp"));
    try {
      String now = Stamp.of(arguments, inputs);
      if (!force && !recordings.isEmpty() && stamp.is(now)) {
        getLog().info("Nothing has changed since the last check, which passed");
        return;
      }
      stamp.remove();
      run(arguments);
      stamp.write(now);
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private @Nullable File baseline() {
    if (baseline != null) {
      return baseline;
    }
    File file = new File(basedir(), "concordat-baseline.yaml");
    return file.isFile() ? file : null;
  }
}
