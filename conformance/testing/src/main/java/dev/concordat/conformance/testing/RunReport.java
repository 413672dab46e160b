package dev.concordat.conformance.testing;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.report.JudgedEntry;
import dev.concordat.conformance.report.ReportFile;
import dev.concordat.conformance.report.ReportForm;
import dev.concordat.conformance.report.ReportSettings;
import dev.concordat.conformance.report.RunSummary;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.report.Tested;
import dev.concordat.conformance.report.WeighedFinding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was judged while a run of tests went on, by whatever judged it. It is written as it comes;
 * totals and coverage follow when the run ends.
 */
final class RunReport implements AutoCloseable {
  private static final Set<RunReport> OPEN = ConcurrentHashMap.newKeySet();
  private static final ThreadLocal<@Nullable String> TEST = new ThreadLocal<>();
  private static final System.Logger LOG = System.getLogger(RunReport.class.getName());
  private static final String NO_TEST = "(in no test that is known)";

  private final Map<Path, ReportFile> files;
  private final Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
  private final SetAside aside = new SetAside();
  private long failing;
  private int number;

  private RunReport(Map<Path, ReportFile> files) {
    this.files = files;
    for (Verdict verdict : Verdict.values()) {
      totals.put(verdict, 0);
    }
  }

  /**
   * Begins a report, which takes what is judged from now on until it is closed.
   *
   * @param wanted files, each with its form before it, {@code html=target/page.html}; a file alone
   *     is JSON where its name says so, else text. Between two there is a comma
   * @throws IllegalArgumentException where there is no such form
   */
  static RunReport open(String wanted) {
    Map<Path, ReportFile> files = new LinkedHashMap<>();
    for (String one : wanted.split(",", -1)) {
      int end = one.indexOf('=');
      Path file = Path.of(one.substring(end + 1).strip());
      String json = file.toString().endsWith(".json") ? "json" : "text";
      ReportForm form = form(end < 0 ? json : one.substring(0, end).strip());
      try {
        files.put(file, ReportFile.open(form, file, settings()));
      } catch (IOException e) {
        failed(file, e.toString());
      }
    }
    RunReport report = new RunReport(files);
    OPEN.add(report);
    return report;
  }

  private static ReportForm form(String name) {
    try {
      return ReportForm.named(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ConcordatExtension.REPORT + ": " + e.getMessage(), e);
    }
  }

  private static ReportSettings settings() {
    String version = RunReport.class.getPackage().getImplementationVersion();
    return new ReportSettings(
        Concordat.contracts(),
        Objects.requireNonNullElse(version, "unknown"),
        false,
        0,
        false,
        true,
        Integer.MAX_VALUE);
  }

  /** Takes an exchange for all reports that are open. */
  static void take(JudgedExchange judged) {
    take(
        judged.name(),
        judged.file(),
        judged.index(),
        judged.exchange(),
        judged.judgement(),
        judged::isFailing);
  }

  /** Takes an entry that is no exchange. */
  static void take(RecordedEntries.Named entry, Judgement judgement) {
    take(entry.name(), entry.file(), entry.entry().index(), null, judgement, severity -> true);
  }

  private static void take(
      String name,
      @Nullable String file,
      int index,
      @Nullable Exchange exchange,
      Judgement judgement,
      Predicate<Severity> fails) {
    Tested tested = new Tested(TEST.get(), name);
    List<WeighedFinding> weighed =
        judgement.findings().stream()
            .map(finding -> new WeighedFinding(finding, fails.test(finding.severity()), null))
            .toList();
    OPEN.forEach(report -> report.add(tested, file, index, exchange, judgement, weighed));
  }

  /** Takes an exchange that is none of a provider's. */
  static void take(Route.Aside aside) {
    OPEN.forEach(report -> report.add(aside));
  }

  /** Says which test this thread runs, or null for none; the one that it ran before. */
  static @Nullable String enter(@Nullable String test) {
    String before = TEST.get();
    if (test == null) {
      TEST.remove();
    } else {
      TEST.set(test);
    }
    return before;
  }

  private synchronized void add(
      Tested tested,
      @Nullable String file,
      int index,
      @Nullable Exchange exchange,
      Judgement judgement,
      List<WeighedFinding> weighed) {
    totals.merge(judgement.verdict(), 1, Integer::sum);
    failing += weighed.stream().filter(WeighedFinding::fails).count();
    String test = Objects.requireNonNullElse(tested.test(), NO_TEST);
    JudgedEntry entry =
        new JudgedEntry(
            file == null ? test : file,
            file == null ? number++ : index,
            exchange,
            judgement,
            weighed,
            tested,
            0);
    files.values().forEach(report -> report.exchange(entry));
  }

  private synchronized void add(Route.Aside set) {
    aside.add(set);
  }

  @Override
  public synchronized void close() {
    OPEN.remove(this);
    RunSummary summary = new RunSummary(totals, aside, Concordat.coverage(), failing, 0, List.of());
    files.forEach(
        (file, report) -> {
          report.end(summary);
          if (report.hasFailed()) {
            failed(file, "it could not be written to its end");
          }
          report.close();
        });
  }

  // Tests that passed are not to fail for want of a report.
  private static void failed(Path file, String reason) {
    LOG.log(System.Logger.Level.WARNING, "the report {0} could not be written: {1}", file, reason);
  }
}
