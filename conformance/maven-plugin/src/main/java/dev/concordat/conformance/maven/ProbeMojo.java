package dev.concordat.conformance.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Runs the conformance suite of a provider against a live server. */
@Mojo(name = "probe", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class ProbeMojo extends CommandMojo {
  /** Whose contract the server is held against. */
  @Parameter(property = "concordat.provider")
  private @Nullable String provider;

  /** The URL below which the contract's paths stand. */
  @Parameter(property = "concordat.baseUrl")
  private @Nullable String baseUrl;

  /** The model to ask for. */
  @Parameter(property = "concordat.model")
  private @Nullable String model;

  /** The environment variable that holds the bearer token. */
  @Parameter(property = "concordat.tokenEnv")
  private @Nullable String tokenEnv;

  /** The most requests to make. */
  @Parameter(property = "concordat.budget")
  private @Nullable Integer budget;

  /** Whether the emulator is probed. */
  @Parameter(property = "concordat.emulator", defaultValue = "false")
  private boolean emulator;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    List<String> arguments = command("probe");
    add(arguments, "--provider", provider);
    add(arguments, "--base-url", baseUrl);
    add(arguments, "--model", model);
    add(arguments, "--token-env", tokenEnv);
    add(arguments, "--budget", budget);
    if (emulator) {
      arguments.add("--emulator");
    }
    List.of("html", "junit").forEach(form -> addReport(arguments, "probe", form));
    run(arguments);
  }
}
