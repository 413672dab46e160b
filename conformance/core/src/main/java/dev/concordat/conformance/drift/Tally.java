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
  /** Of how many places it is told how often it was seen there. */
  static final int MAX_PLACES = 32;

  private final @Nullable String ledger;
  private final int maxPlaces;
  private final Set<JsonType> types = EnumSet.noneOf(JsonType.class);
  private final Map<Where, Long> places = new LinkedHashMap<>();
  private @Nullable Example example;
  private @Nullable OffsetDateTime first;
  private @Nullable OffsetDateTime last;
  private long times;
  private long count;
  private long exchanges;
  private long latestExchange;
  private long exchangeOfValue;
  private int hashOfValue;
  private boolean inPieces;

  /** Where something is seen. */
  record Where(String operation, String part, String pointer) {}

  /**
   * A tally.
   *
   * @param ledger the ledger's entry that tolerates what is counted, or null where none does
   * @param maxPlaces of how many places it is counted how often it was seen there
   */
  Tally(@Nullable String ledger, int maxPlaces) {
    this.ledger = ledger;
    this.maxPlaces = maxPlaces;
  }

  /** Takes that it was asked for, in order to count something. */
  void asked(long more) {
    times += more;
  }

  /** How often it was asked for. */
  long times() {
    return times;
  }

  /** Of how many places it is counted how often it was seen there. */
  int places() {
    return places.size();
  }

  /** Takes what was counted in a part of the run, which has exchanges of its own. */
  void add(Tally part) {
    count += part.count;
    exchanges += part.exchanges;
    if (part.first != null && part.last != null) {
      seen(part.first);
      seen(part.last);
    }
    part.places.forEach(this::at);
    types.addAll(part.types);
    if (part.example != null) {
      example(part.example);
    }
    inPieces |= part.inPieces;
  }

  private void seen(OffsetDateTime when) {
    first = first == null || when.isBefore(first) ? when : first;
    last = last == null || when.isAfter(last) ? when : last;
  }

  private void at(Where where, long often) {
    if (places.containsKey(where) || places.size() < maxPlaces) {
      places.merge(where, often, Long::sum);
    }
  }

  private void example(Example value) {
    boolean isBetter = example == null || rank(value) > rank(example);
    example = isBetter ? value : example;
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
   * @param often how often
   * @param exchange the number of the exchange, from 1
   * @param started when it began, or null
   * @param value the value, or null where what is counted has none
   */
  void add(
      long often,
      long exchange,
      @Nullable OffsetDateTime started,
      Where where,
      @Nullable Example value) {
    count += often;
    if (exchange != latestExchange) {
      latestExchange = exchange;
      exchanges++;
    }
    if (started != null) {
      seen(started);
    }
    at(where, often);
    if (value != null) {
      types.add(value.type());
      example(value);
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
