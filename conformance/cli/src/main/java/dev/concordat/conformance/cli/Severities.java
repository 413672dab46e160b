package dev.concordat.conformance.cli;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How much findings weigh in a run, where its configuration says otherwise than the rules. */
final class Severities {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One entry.
   *
   * @param severity what findings at the place weigh, or null where they are left out
   */
  private record Entry(Place place, @Nullable Severity severity) {}

  Severities(Config config) {
    for (String header : config.texts("check", "headers")) {
      Place place =
          new Place(
              Glob.of("header.undocumented"),
              null,
              null,
              Glob.of("response.header." + header),
              null,
              null);
      entries.add(new Entry(place, null));
    }
    JsonNode severities = config.value("check", "severities");
    for (int i = 0; i < severities.size(); i++) {
      JsonNode json = severities.get(i);
      String severity = json.path("severity").asString();
      Place place = Place.of(json);
      String unknown = place.unknownRule();
      if (unknown != null) {
        throw config.mistake("severities", i, unknown);
      }
      entries.add(
          new Entry(
              place,
              severity.equals("off") ? null : Severity.valueOf(severity.toUpperCase(Locale.ROOT))));
    }
  }

  /** What is said of an exchange, each finding weighed by the last entry that is for it. */
  Judgement weigh(Judgement judgement) {
    if (entries.isEmpty()) {
      return judgement;
    }
    List<Finding> weighed = new ArrayList<>();
    for (Finding finding : judgement.findings()) {
      Entry entry = last(finding, judgement);
      if (entry == null) {
        weighed.add(finding);
      } else if (entry.severity() != null) {
        weighed.add(finding.weighing(entry.severity()));
      }
    }
    return new Judgement(judgement.provider(), judgement.operation(), weighed);
  }

  private @Nullable Entry last(Finding finding, Judgement judgement) {
    Entry last = null;
    for (Entry entry : entries) {
      if (entry.place().matches(finding, judgement)) {
        last = entry;
      }
    }
    return last;
  }
}
