package dev.concordat.conformance.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A report that goes into a file. */
public final class ReportFile implements Report, AutoCloseable {
  private final PrintWriter writer;
  private final Report report;

  private ReportFile(PrintWriter writer, Report report) {
    this.writer = writer;
    this.report = report;
  }

  /**
   * Begins a report; a folder that is missing is made.
   *
   * @throws IOException where the file cannot be written
   */
  public static ReportFile open(ReportForm form, Path file, ReportSettings settings)
      throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().normalize().getParent()));
    PrintWriter writer = new PrintWriter(writer(file), false);
    return new ReportFile(writer, form.open(writer, settings));
  }

  /**
   * A writer of UTF-8 that writes a question mark in the place of what UTF-8 cannot hold, where
   * that of {@link Files} would write nothing more.
   *
   * @throws IOException where the file cannot be written
   */
  public static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
  }

  @Override
  public void exchange(JudgedEntry entry) {
    report.exchange(entry);
  }

  @Override
  public void end(RunSummary summary) {
    report.end(summary);
  }

  /** Whether something could not be written so far; what was is in the file then. */
  public boolean hasFailed() {
    return writer.checkError();
  }

  @Override
  public void close() {
    writer.close();
  }
}
