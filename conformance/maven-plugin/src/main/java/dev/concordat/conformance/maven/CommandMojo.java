package dev.concordat.conformance.maven;

import dev.concordat.conformance.cli.Main;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that runs a command of the command line. What is not set here is taken from {@code
 * concordat.yaml}, of the project or a folder above it.
 */
abstract class CommandMojo extends AbstractMojo {
  /** Leaves the goal out. */
  @Parameter(property = "concordat.skip", defaultValue = "false")
  private boolean skip;

  /** The configuration; without it, concordat.yaml of the project or a folder above it. */
  @Parameter(property = "concordat.config")
  private @Nullable File config;

  /** Folders of contracts of one's own, beside those that ship. */
  @Parameter(property = "concordat.contracts")
  private List<File> contracts = new ArrayList<>();

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File basedir = new File("");

  /** Where reports go. */
  @Parameter(property = "concordat.reports", defaultValue = "${project.build.directory}/concordat")
  private File reportFolder = new File("");

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as concordat.skip says");
      return;
    }
    run();
  }

  abstract void run() throws MojoExecutionException, MojoFailureException;

  File basedir() {
    return basedir;
  }

  File reportFolder() {
    return reportFolder;
  }

  List<File> contracts() {
    return contracts;
  }

  /** The configuration that counts, or null where there is none. */
  @Nullable File config() {
    if (config != null) {
      return config;
    }
    for (File folder = basedir.getAbsoluteFile(); folder != null; folder = folder.getParentFile()) {
      File file = new File(folder, "concordat.yaml");
      if (file.isFile()) {
        return file;
      }
    }
    return null;
  }

  /** A command, with what all commands take. */
  List<String> command(String name) {
    List<String> arguments = new ArrayList<>(List.of(name));
    File file = config();
    if (file != null) {
      add(arguments, "--config", file);
    }
    contracts.forEach(folder -> add(arguments, "--contracts", folder));
    return arguments;
  }

  static void add(List<String> arguments, String option, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      arguments.add(option + "=" + value);
    }
  }

  /** A report of a form beside Maven's log, into a file of this name in the folder of reports. */
  void addReport(List<String> arguments, String name, String form) {
    String ending =
        switch (form) {
          case "junit" -> "xml";
          case "markdown" -> "md";
          case "text" -> "txt";
          default -> form;
        };
    add(arguments, "--report", form + "=" + new File(reportFolder, name + "." + ending));
  }

  /**
   * Runs a command; its lines go to Maven's log.
   *
   * @throws MojoFailureException where it says that findings fail the run
   * @throws MojoExecutionException where it cannot be run as it was configured
   */
  void run(List<String> arguments) throws MojoExecutionException, MojoFailureException {
    getLog().debug("concordat " + String.join(" ", arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(new String[0]));
    out.toString().lines().forEach(line -> getLog().info(line));
    List<String> said = err.toString().lines().toList();
    if (status == Main.PASSED) {
      said.forEach(line -> getLog().warn(line));
      return;
    }
    said.forEach(line -> getLog().error(line));
    if (status == Main.FAILED) {
      throw new MojoFailureException(
          "%s found what fails the build; the reports are in %s"
              .formatted(arguments.get(0), reportFolder));
    }
    throw new MojoExecutionException(
        said.isEmpty() ? arguments.get(0) + " cannot be run" : said.get(said.size() - 1));
  }
}
