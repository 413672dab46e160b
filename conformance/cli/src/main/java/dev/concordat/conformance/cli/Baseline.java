package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.Acceptance;
import dev.concordat.conformance.report.Fingerprint;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The findings that are accepted, as {@value #NAME} has them, and what of that still holds: an
 * entry that has expired accepts nothing, and each that has expired, accepted nothing in a run or
 * is wider than what it accepted is said.
 */
final class Baseline {
  static final String NAME = "concordat-baseline.yaml";

  // Of what one entry accepts, so many different places tell whether it is too wide.
  private static final int MAX_SEEN = 1000;

  private final Path file;
  private final List<Entry> entries;

  /** One accepted finding: where, why, and on which line of the file, from 1. */
  static final class Entry {
    private final Place place;
    private final Acceptance acceptance;
    private final int line;
    private final boolean expired;
    private final Set<Fingerprint> seen = new LinkedHashSet<>();

    private Entry(Place place, Acceptance acceptance, int line, boolean expired) {
      this.place = place;
      this.acceptance = acceptance;
      this.line = line;
      this.expired = expired;
    }

    Place place() {
      return place;
    }

    Acceptance acceptance() {
      return acceptance;
    }

    boolean isUsed() {
      return !seen.isEmpty();
    }
  }

  private Baseline(Path file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Of a run that accepts nothing. */
  static Baseline none(Path file) {
    return new Baseline(file, List.of());
  }

  /**
   * Reads a file.
   *
   * @param today the day on which entries may have expired
   * @throws UnusableException where it cannot be read
   * @throws dev.concordat.conformance.contract.ContractException where it has a mistake; the
   *     message begins with its line
   */
  static Baseline read(Path file, LocalDate today) {
    SourceTree source;
    try {
      source = SourceTree.read(file);
    } catch (IOException e) {
      throw new UnusableException("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
    DataForm.BASELINE.check(source);
    List<Entry> entries = new ArrayList<>();
    JsonNode accepted = source.root().path("accepted");
    for (int i = 0; i < accepted.size(); i++) {
      JsonNode json = accepted.get(i);
      LocalDate expires = date(source, "/accepted/%d/expires".formatted(i), json.path("expires"));
      Acceptance acceptance =
          new Acceptance(json.path("reason").asString(), json.path("owner").asString(), expires);
      entries.add(
          new Entry(
              Place.of(json),
              acceptance,
              source.line("/accepted/" + i),
              expires != null && expires.isBefore(today)));
    }
    return new Baseline(file, entries);
  }

  private static @Nullable LocalDate date(SourceTree source, String pointer, JsonNode json) {
    try {
      return json.isString() ? LocalDate.parse(json.stringValue()) : null;
    } catch (DateTimeException e) {
      throw source.error(
          pointer, "there is no day '%s'; expected YEAR-MONTH-DAY".formatted(json.asString()));
    }
  }

  Path file() {
    return file;
  }

  List<Entry> entries() {
    return entries;
  }

  /** What accepts a finding, or null where it is new. */
  @Nullable Acceptance accepting(Finding finding, Judgement judgement) {
    Acceptance acceptance = null;
    for (Entry entry : entries) {
      if (entry.place.matches(finding, judgement)) {
        if (entry.seen.size() < MAX_SEEN) {
          entry.seen.add(Fingerprint.of(finding, judgement));
        }
        if (!entry.expired && acceptance == null) {
          acceptance = entry.acceptance;
        }
      }
    }
    return acceptance;
  }

  /** What of the file should change, each with its line, once the run is over. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (Entry entry : entries) {
      String at = "%s:%d: %s ".formatted(file, entry.line, entry.place.rule().text());
      if (entry.expired) {
        remarks.add(
            at
                + "is accepted until %s only and counts again; mend it, or agree with %s on another day"
                    .formatted(entry.acceptance.expires(), entry.acceptance.owner()));
      }
      if (entry.seen.isEmpty()) {
        String unknown = entry.place.unknownRule();
        remarks.add(
            at
                + (unknown == null
                    ? "is accepted and was not found; take the entry out"
                    : "is accepted and was not found; " + unknown));
      } else {
        List<String> narrower = narrower(entry);
        if (!narrower.isEmpty()) {
          remarks.add(
              at
                  + "is accepted more widely than found; narrow it to "
                  + String.join(", ", narrower));
        }
      }
    }
    return remarks;
  }

  private static List<String> narrower(Entry entry) {
    List<String> narrower = new ArrayList<>();
    Place place = entry.place;
    narrow("rule", place.rule().text(), Fingerprint::rule, entry, narrower);
    narrow("provider", place.provider(), Fingerprint::provider, entry, narrower);
    narrow("operation", place.operation(), Fingerprint::operation, entry, narrower);
    narrow("part", text(place.part()), Fingerprint::part, entry, narrower);
    narrow("pointer", text(place.pointer()), Fingerprint::pointer, entry, narrower);
    if (entry.seen.stream().noneMatch(seen -> seen.subject().isEmpty())) {
      narrow("subject", place.subject(), Fingerprint::subject, entry, narrower);
    }
    return narrower;
  }

  private static @Nullable String text(@Nullable Glob glob) {
    return glob == null ? null : glob.text();
  }

  private static void narrow(
      String key,
      @Nullable String written,
      Function<Fingerprint, @Nullable String> member,
      Entry entry,
      List<String> narrower) {
    if (entry.seen.size() == MAX_SEEN || (written != null && !written.contains("*"))) {
      return;
    }
    Set<@Nullable String> values = new LinkedHashSet<>();
    entry.seen.forEach(seen -> values.add(member.apply(seen)));
    String only = values.size() == 1 ? values.iterator().next() : null;
    if (only != null && !Objects.equals(only, written)) {
      narrower.add("%s: '%s'".formatted(key, only));
    }
  }
}
