package dev.concordat.conformance.maven;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.language.ContractException;
import java.io.File;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Starts the emulator, for integration tests. The project then has the properties {@code
 * concordat.port}, {@code concordat.url.<provider>} for each provider, and {@code concordat.token};
 * {@code stop} ends it.
 */
@Mojo(name = "serve", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class ServeMojo extends CommandMojo {
  /** Under what name the plugin keeps the emulator of a project. */
  static final String EMULATOR = Emulator.class.getName();

  /** The providers to emulate; none: all. */
  @Parameter(property = "concordat.providers")
  private List<String> providers = new ArrayList<>();

  /** The port to listen on; 0, the default, takes a free one. */
  @Parameter(property = "concordat.serve.port", defaultValue = "0")
  private int port;

  /** Faults in every answer, each NAME or NAME=VALUE. */
  @Parameter(property = "concordat.faults")
  private List<String> faults = new ArrayList<>();

  /** The bearer token to take; none that is a secret. */
  @Parameter(property = "concordat.serve.token")
  private @Nullable String token;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private @Nullable MavenProject project;

  @Override
  void run() throws MojoExecutionException {
    try {
      Contracts contracts =
          Contracts.shipped().with(contracts().stream().map(File::toPath).toList());
      Emulator.Builder builder = Emulator.builder().contracts(contracts).port(port);
      providers.forEach(builder::provider);
      faults.forEach(builder::fault);
      if (token != null) {
        builder.token(token);
      }
      started(builder.start());
    } catch (IllegalArgumentException | UncheckedIOException | ContractException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // Maven's map has no types.
  private void started(Emulator emulator) {
    getPluginContext().put(EMULATOR, emulator);
    if (project == null) {
      return;
    }
    Properties properties = project.getProperties();
    for (String provider : emulator.providers()) {
      String url = emulator.url(provider);
      properties.setProperty("concordat.url." + provider, url);
      properties.setProperty("concordat.port", String.valueOf(java.net.URI.create(url).getPort()));
      getLog().info("%-8s %s".formatted(provider, url));
    }
    properties.setProperty("concordat.token", emulator.token());
  }
}
