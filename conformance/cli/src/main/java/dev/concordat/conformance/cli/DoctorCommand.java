package dev.concordat.conformance.cli;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.report.ReportForm;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.language.ContractException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the program finds where it runs. */
@Command(
    name = "doctor",
    description =
        "Says what Concordat finds where it runs: versions, configuration, "
            + "contracts, places to write. Exit status: 0 all is well, 2 something is "
            + "not.",
    footer = {"", "Example:", "  concordat doctor --config ci/concordat.yaml"},
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--contracts",
      paramLabel = "DIR",
      description = "A folder of contracts of one's own; may be given more than once.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it, concordat.yaml here or in a folder above.")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  private boolean well = true;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    line(out, "version", () -> Version.number());
    line(out, "java", () -> javaVersion());
    line(out, "memory", () -> (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    Config[] config = {Config.NONE};
    line(
        out,
        "config",
        () -> {
          Path found = file == null ? Config.find(Path.of("")) : file;
          if (found == null) {
            return "none: no concordat.yaml here or above";
          }
          config[0] = Config.read(found);
          return found.toString();
        });
    line(out, "contracts", () -> contracts(config[0]));
    line(out, "baseline", () -> baseline(config[0]));
    line(out, "recordings", RecordingReader::endings);
    line(out, "reports", () -> String.join(", ", ReportForm.names()));
    line(out, "can write", () -> writable(Path.of("").toAbsolutePath()));
    line(out, "temporary", () -> writable(Path.of(System.getProperty("java.io.tmpdir"))));
    out.flush();
    return well ? Main.PASSED : Main.UNUSABLE;
  }

  private interface Finding {
    String get();
  }

  private void line(PrintWriter out, String name, Finding finding) {
    String text;
    try {
      text = finding.get();
    } catch (ContractException e) {
      well = false;
      if (e.mistakes().size() > 1) {
        out.printf("%-10s NOT WELL: %d mistakes%n", name, e.mistakes().size());
        e.mistakes().forEach(mistake -> out.printf("           %s%n", SafeText.of(mistake)));
        return;
      }
      text = "NOT WELL: " + e.getMessage();
    } catch (UnusableException e) {
      well = false;
      text = "NOT WELL: " + e.getMessage();
    }
    out.printf("%-10s %s%n", name, SafeText.of(text));
  }

  private static String javaVersion() {
    return "%s, %s, in %s"
        .formatted(
            Runtime.version(), System.getProperty("java.vm.name"), System.getProperty("java.home"));
  }

  private String contracts(Config config) {
    List<Path> all = new ArrayList<>(folders);
    if (folders.isEmpty()) {
      config
          .texts("doctor", "contracts")
          .forEach(folder -> all.add(Path.of(config.resolve(folder))));
    }
    return Contracts.shipped().with(all).withHosts(config.hosts()).ids();
  }

  private static String baseline(Config config) {
    Path baseline = Path.of(config.resolve(Baseline.NAME));
    if (!Files.exists(baseline)) {
      return "none";
    }
    int entries = Baseline.read(baseline, LocalDate.now(ZoneId.systemDefault())).entries().size();
    return "%s, %d findings are accepted".formatted(baseline, entries);
  }

  private static String writable(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, ".concordat", ""));
      return folder.toString();
    } catch (IOException e) {
      throw new UnusableException(folder + ": nothing can be written there");
    }
  }
}
