package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.report.Report;
import dev.concordat.conformance.report.ReportFile;
import dev.concordat.conformance.report.ReportForm;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.report.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The reports of a run: that of the console, and those that go into files beside it. */
final class Reports implements AutoCloseable {
  private final List<Report> reports = new ArrayList<>();
  private final Map<Path, PrintWriter> files = new LinkedHashMap<>();

  /**
   * Begins a report on the console, or where {@code --output} sends it.
   *
   * @throws UnusableException where there is no such form
   */
  void console(String form, PrintWriter out, ReportSettings settings) {
    reports.add(form("--format", form).open(out, settings));
  }

  /** Begins a report in a form that a command has for itself; whether it has such a form. */
  interface Own {
    boolean open(String form, PrintWriter out);
  }

  /**
   * Begins the reports of {@code --report}.
   *
   * @param wanted each a form, {@code =} and a file
   * @param own forms that the command has for itself, which go before the others
   * @param line where what has no file goes
   * @param inputs what is read meanwhile, which no report may overwrite
   * @throws UnusableException where a form is not known or a file cannot be written
   */
  void files(
      List<String> wanted,
      Own own,
      CommandLine line,
      List<Inputs.Input> inputs,
      ReportSettings settings) {
    for (String one : wanted) {
      int end = one.indexOf('=');
      String name = end < 0 ? one : one.substring(0, end);
      String file = end < 0 ? "-" : one.substring(end + 1);
      ReportForm form = form("--report", name);
      if (!file.equals("-")) {
        PrintWriter out = open(Path.of(file), inputs);
        if (!own.open(name, out)) {
          reports.add(form.open(out, settings));
        }
      } else if (form.isForConsole()) {
        reports.add(form.open(line.getOut(), settings));
      } else {
        throw new UnusableException(
            "--report %s: say where it goes, as in --report %s=FILE; on the console there is --format %s"
                .formatted(name, name, name));
      }
    }
  }

  private static ReportForm form(String option, String name) {
    try {
      return ReportForm.named(name);
    } catch (IllegalArgumentException e) {
      throw new UnusableException("%s %s".formatted(option, e.getMessage()));
    }
  }

  private PrintWriter open(Path file, List<Inputs.Input> inputs) {
    Path absolute = file.toAbsolutePath().normalize();
    if (files.containsKey(absolute)) {
      throw new UnusableException("--report %s: two reports would go into it".formatted(file));
    }
    try {
      for (Inputs.Input input : inputs) {
        if (input.isOf(file)) {
          throw new UnusableException(
              "--report %s: is the recording %s, which would be lost"
                  .formatted(file, input.name()));
        }
      }
      Files.createDirectories(Objects.requireNonNull(absolute.getParent()));
      PrintWriter writer = new PrintWriter(ReportFile.writer(file), false);
      files.put(absolute, writer);
      return writer;
    } catch (IOException e) {
      throw new UnusableException(
          "--report %s: cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  void exchange(JudgedEntry entry) {
    for (Report report : reports) {
      report.exchange(entry);
    }
  }

  /**
   * Ends all of them.
   *
   * @throws UnusableException where one could not be written
   */
  void end(RunSummary summary) {
    reports.forEach(report -> report.end(summary));
    @Nullable Path failed = null;
    for (Map.Entry<Path, PrintWriter> file : files.entrySet()) {
      if (file.getValue().checkError()) {
        failed = file.getKey();
      }
    }
    if (failed != null) {
      throw new UnusableException("the report %s could not be written".formatted(failed));
    }
  }

  @Override
  public void close() {
    files.values().forEach(PrintWriter::close);
  }
}
