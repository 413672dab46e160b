package dev.concordat.conformance.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Reports what recordings show that the contracts do not say. It never fails the build for it. */
@Mojo(name = "drift", threadSafe = true)
public final class DriftMojo extends CommandMojo {
  /** Recordings, or folders of them; without any, those that the configuration names. */
  @Parameter(property = "concordat.recordings")
  private List<File> recordings = new ArrayList<>();

  /** The provider of all exchanges. */
  @Parameter(property = "concordat.provider")
  private @Nullable String provider;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    List<String> arguments = command("drift");
    add(arguments, "--provider", provider);
    recordings.forEach(file -> arguments.add(file.toString()));
    run(arguments);
  }
}
