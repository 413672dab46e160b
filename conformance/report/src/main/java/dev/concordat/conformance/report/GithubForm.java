package dev.concordat.conformance.report;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's annotations, as commands on the console; and in the file that {@code
 * GITHUB_STEP_SUMMARY} names, if any, the summary of the job in Markdown.
 */
@AutoService(ReportForm.class)
public final class GithubForm implements ReportForm {
  // GitHub shows ten of a kind for a step, and takes no more than fifty of a job.
  private static final int MAX_ANNOTATIONS = 50;

  @Override
  public String name() {
    return "github";
  }

  @Override
  public String purpose() {
    return "annotations of a pull request and a job summary";
  }

  @Override
  public boolean isForConsole() {
    return true;
  }

  @Override
  public Report open(PrintWriter out, ReportSettings settings) {
    String summary = System.getenv("GITHUB_STEP_SUMMARY");
    return new Commands(
        out, settings.contracts(), summary == null || summary.isBlank() ? null : Path.of(summary));
  }

  private static final class Commands implements Report {
    private final PrintWriter out;
    private final Contracts contracts;
    private final @Nullable Path file;
    private final MarkdownReport summary;
    private final StringWriter markdown = new StringWriter();
    private long annotations;

    Commands(PrintWriter out, Contracts contracts, @Nullable Path file) {
      this.out = out;
      this.contracts = contracts;
      this.file = file;
      this.summary = new MarkdownReport(new PrintWriter(markdown));
    }

    @Override
    public void exchange(JudgedEntry entry) {
      summary.exchange(entry);
      for (WeighedFinding weighed : entry.told()) {
        if (weighed.acceptance() == null) {
          annotations++;
          if (annotations <= MAX_ANNOTATIONS) {
            annotate(entry, weighed);
          }
        }
      }
      out.flush();
    }

    private void annotate(JudgedEntry entry, WeighedFinding weighed) {
      Finding finding = weighed.finding();
      out.printf(
          "::%s file=%s%s,title=%s::%s%n",
          command(weighed),
          property(entry.file()),
          entry.line() > 0 ? ",line=" + entry.line() : "",
          property("%s in %s".formatted(finding.rule(), entry.what())),
          data(
              "entry %d, %s%s: %s%s%s"
                  .formatted(
                      entry.index(),
                      finding.part(),
                      finding.pointer().isEmpty() ? "" : " " + finding.pointer(),
                      finding.message(),
                      finding.source() == null ? "" : "\nsource: " + finding.source(),
                      contract(finding))));
    }

    private String contract(Finding finding) {
      String place = finding.contract();
      return place == null
          ? ""
          : "\ncontract: "
              + place
              + contracts
                  .place(place)
                  .map(Contracts.Place::line)
                  .map(line -> " (%s:%d)".formatted(line.file(), line.number()))
                  .orElse("");
    }

    private static String command(WeighedFinding weighed) {
      if (weighed.fails()) {
        return "error";
      }
      return weighed.finding().severity() == Severity.DRIFT ? "notice" : "warning";
    }

    // As the runner undoes it. What a terminal would obey it would pass on.
    private static String data(String text) {
      return text.replace("%", "%25").lines().map(SafeText::of).collect(Collectors.joining("%0A"));
    }

    private static String property(String text) {
      return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    @Override
    public void end(RunSummary run) {
      summary.end(run);
      if (annotations > MAX_ANNOTATIONS) {
        out.printf(
            "::notice title=Concordat::%d more findings are not annotated; the summary counts"
                + " all%n",
            annotations - MAX_ANNOTATIONS);
      }
      out.flush();
      if (file == null) {
        return;
      }
      try {
        Files.writeString(
            file,
            markdown.toString(),
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        out.printf(
            "::warning::the job summary cannot be written: %s%n",
            data(String.valueOf(e.getMessage())));
        out.flush();
      }
    }
  }
}
