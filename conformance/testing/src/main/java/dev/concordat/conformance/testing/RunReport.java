package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was judged while a run of tests went on, by whatever judged it. It is written when the run
 * ends.
 */
final class RunReport implements AutoCloseable {
  private static final Set<RunReport> OPEN = ConcurrentHashMap.newKeySet();
  private static final ThreadLocal<@Nullable String> TEST = new ThreadLocal<>();
  private static final System.Logger LOG = System.getLogger(RunReport.class.getName());

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An exchange.
   *
   * @param test the test that had it, or null where that is not known, as on threads of its own
   */
  record Entry(@Nullable String test, String exchange, Judgement judgement) {}

  private RunReport(Path file) {
    this.file = file;
  }

  /** Begins a report, which takes what is judged from now on until it is closed. */
  static RunReport open(Path file) {
    RunReport report = new RunReport(file);
    OPEN.add(report);
    return report;
  }

  /** Takes an exchange for all reports that are open. */
  static void take(JudgedExchange judged) {
    take(judged.name(), judged.judgement());
  }

  static void take(String exchange, Judgement judgement) {
    Entry entry = new Entry(TEST.get(), exchange, judgement);
    OPEN.forEach(report -> report.add(entry));
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

  private synchronized void add(Entry entry) {
    entries.add(entry);
  }

  @Override
  public synchronized void close() {
    OPEN.remove(this);
    try {
      ReportFile.write(file, entries);
    } catch (IOException e) {
      // Tests that passed are not to fail for want of a report.
      LOG.log(System.Logger.Level.WARNING, "the report {0} could not be written: {1}", file, e);
    }
  }
}
