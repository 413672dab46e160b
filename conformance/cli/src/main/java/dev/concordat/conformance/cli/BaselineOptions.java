package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.Acceptance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code check} takes of findings that are accepted. */
final class BaselineOptions {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Findings that are known and fail no run; without it, "
              + "concordat-baseline.yaml beside the configuration or here.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      description = "Write that file: what fails the run is accepted from now on.")
  private boolean write;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With --write-baseline, why what is new is accepted.")
  private String reason = "not yet explained";

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "With --write-baseline, who answers for it.")
  private String owner = "nobody yet";

  @Option(
      names = "--expires",
      paramLabel = "DAY",
      description = "With --write-baseline, the last day on which it is accepted, YEAR-MONTH-DAY.")
  private @Nullable LocalDate expires;

  /**
   * Reads the baseline, where there is one.
   *
   * @throws UnusableException where the file that was named is not there
   */
  Baseline read(Config config) {
    if (!write && (expires != null)) {
      throw new UnusableException("--expires belongs to --write-baseline");
    }
    if (expires != null && expires.isBefore(today())) {
      throw new UnusableException(
          "--expires %s is past, so that nothing would be accepted".formatted(expires));
    }
    Path file = baseline == null ? Path.of(config.resolve(Baseline.NAME)) : baseline;
    if (Files.exists(file)) {
      return Baseline.read(file, today());
    }
    if (baseline != null && !write) {
      throw new UnusableException(
          "--baseline %s: there is no such file; --write-baseline makes it".formatted(file));
    }
    return Baseline.none(file);
  }

  // Zones take as long to be read as a small recording.
  private static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault());
  }

  /** What writes the baseline anew, or null where nobody asked for it. */
  @Nullable BaselineWriter writer(Baseline before) {
    return write ? new BaselineWriter(before, new Acceptance(reason, owner, expires)) : null;
  }
}
