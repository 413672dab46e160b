package dev.concordat.conformance.drift;

import dev.concordat.conformance.schema.JsonType;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Counts one thing: how often, when and where it was seen. It grows to a size and no further. */
final class Tally {
  private static final int MAX_PLACES = 32;

  private final @Nullable String ledger;
  private final Set<JsonType> types = EnumSet.noneOf(JsonType.class);
  private final Map<Where, Long> places = new LinkedHashMap<>();
  private @Nullable Example example;
  private @Nullable OffsetDateTime first;
  private @Nullable OffsetDateTime last;
  private long count;
  private long exchanges;
  private long latestExchange;
  private long exchangeOfValue;
  private int hashOfValue;
  private boolean inPieces;

  /** Where something is seen. */
  record Where(String operation, String part, String pointer) {}

  Tally(@Nullable String ledger) {
    this.ledger = ledger;
  }

  @Nullable String ledger() {
    return ledger;
  }

  Set<JsonType> types() {
    return Collections.unmodifiableSet(types);
  }

  /** One of the values, or null where what is counted has none. */
  @Nullable Example example() {
    return example;
  }

  /**
   * Counts what was seen once or more at a place.
   *
   * @param times how often
   * @param exchange the number of the exchange, from 1
   * @param started when it began, or null
   * @param value the value, or null where what is counted has none
   */
  void add(
      long times,
      long exchange,
      @Nullable OffsetDateTime started,
      Where where,
      @Nullable Example value) {
    count += times;
    if (exchange != latestExchange) {
      latestExchange = exchange;
      exchanges++;
    }
    if (started != null) {
      first = first == null || started.isBefore(first) ? started : first;
      last = last == null || started.isAfter(last) ? started : last;
    }
    if (places.containsKey(where) || places.size() < MAX_PLACES) {
      places.merge(where, times, Long::sum);
    }
    if (value != null) {
      types.add(value.type());
      boolean isBetter = example == null || (rank(value) > rank(example));
      example = isBetter ? value : example;
    }
  }

  /** Notes a value of a stream, of which only the hash is kept. Null and no text say nothing. */
  void piece(long exchange, JsonNode value) {
    if (!value.isNull() && !(value.isString() && value.stringValue().isEmpty())) {
      inPieces |= exchange == exchangeOfValue && value.hashCode() != hashOfValue;
      exchangeOfValue = exchange;
      hashOfValue = value.hashCode();
    }
  }

  /** Whether there were different values in one stream. */
  boolean isInPieces() {
    return inPieces;
  }

  // A value that may be shown says more than one that may not, and null says least.
  private static int rank(Example example) {
    return example.type() == JsonType.NULL ? 0 : example.value() == null ? 1 : 2;
  }

  Drift.Seen seen() {
    List<Drift.Place> list =
        places.entrySet().stream()
            .map(
                place ->
                    new Drift.Place(
                        place.getKey().operation(),
                        place.getKey().part(),
                        place.getKey().pointer(),
                        place.getValue()))
            .sorted((a, b) -> Long.compare(b.count(), a.count()))
            .toList();
    return new Drift.Seen(count, exchanges, first, last, list);
  }
}
