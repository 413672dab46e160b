package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Mistake;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is found in one exchange, each mistake once, with how often it was made. Where very
 * many mistakes differ only in their subject or place, some are told one by one and the rest as one
 * finding at the same place of the contract, so that none hides another.
 */
final class Findings {
  /** How many mistakes of one rule at one place of the contract are told one by one. */
  private static final int MAX_KINDS = 100;

  /** How many characters the findings that are told one by one may have together. */
  private static final int MAX_TEXT = 4 << 20;

  private final @Nullable Contract contract;
  private final Observer.OfExchange observer;
  private final Map<Mistake, Tally> tallies = new LinkedHashMap<>();
  private final Map<Mistake, Integer> kinds = new HashMap<>();
  private long text;
  private @Nullable Shown shown;
  private boolean isWhole;

  Findings(@Nullable Contract contract) {
    this(contract, Observer.OfExchange.NONE);
  }

  Findings(@Nullable Contract contract, Observer.OfExchange observer) {
    this.contract = contract;
    this.observer = observer;
  }

  private static final class Tally {
    final String part;
    final String pointer;
    final String message;
    long count;
    String lastPart;
    String lastPointer;

    Tally(String part, String pointer, String message) {
      this.part = part;
      this.pointer = pointer;
      this.message = message;
      this.lastPart = part;
      this.lastPointer = pointer;
    }

    void found(String part, String pointer, long times) {
      count += times;
      lastPart = part;
      lastPointer = pointer;
    }
  }

  /** Who else is told what the exchange shows. */
  Observer.OfExchange observer() {
    return observer;
  }

  /**
   * Takes a finding of which the place says what it is about.
   *
   * @param place the place in the contract that it follows from, as a URI fragment, or null
   */
  void add(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String place) {
    add(rule, severity, part, pointer, message, place, "", 1);
  }

  /**
   * Takes a finding.
   *
   * @param place the place in the contract that it follows from, as a URI fragment, or null
   * @param subject what sets it apart from other mistakes at the place, empty where nothing has to
   * @param times how many of its kind it stands for; it is the last of them
   */
  void add(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String place,
      String subject,
      long times) {
    addShowing(Shown.any(), rule, severity, part, pointer, message, place, subject, times);
  }

  /**
   * Takes a finding as above, of which is known what it shows of the exchange.
   *
   * @param shows what that is
   */
  void addShowing(
      Shown shows,
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String place,
      String subject,
      long times) {
    shown = shown == null ? shows : shown.addAll(shows);
    addPlain(rule, severity, part, pointer, message, place, subject, times);
  }

  /**
   * Takes a finding as above, of which nothing could be a secret of the exchange: it shows words of
   * the contract, and of the exchange only what is too short for one.
   */
  void addPlain(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String place,
      String subject,
      long times) {
    Mistake mistake = Mistake.of(rule, severity, part, pointer, place, subject);
    Tally tally = tallies.get(mistake);
    if (tally == null) {
      tally = begin(mistake, part, pointer, message);
    }
    tally.found(part, pointer, times);
  }

  private Tally begin(Mistake mistake, String part, String pointer, String message) {
    text += pointer.length() + message.length();
    if (text <= MAX_TEXT && kinds.merge(mistake.any(), 1, Integer::sum) <= MAX_KINDS) {
      Tally tally = new Tally(part, pointer, message);
      tallies.put(mistake, tally);
      return tally;
    }
    return tallies.computeIfAbsent(
        mistake.any(),
        absent ->
            new Tally(
                part,
                pointer,
                message
                    + "; more than %d such are told, the rest counted here".formatted(MAX_KINDS)));
  }

  /**
   * Whether a schema's contradiction that is not tolerated was found at or around such a place,
   * whichever event or element it was in.
   *
   * @param place a pointer; of a property that is missing, where it would be
   * @param orInside whether one inside the place counts too
   */
  boolean isContradicted(String part, String place, boolean orInside) {
    Mistake wanted = Mistake.of("", Severity.VIOLATION, part, place, null, "");
    return tallies.keySet().stream()
        .filter(mistake -> mistake.rule().startsWith("schema."))
        .filter(mistake -> mistake.severity() == Severity.VIOLATION)
        .filter(mistake -> mistake.part().equals(wanted.part()))
        .map(Findings::place)
        .anyMatch(
            found ->
                found.equals(wanted.pointer())
                    || (!found.isEmpty() && wanted.pointer().startsWith(found + "/"))
                    || (orInside && found.startsWith(wanted.pointer() + "/")));
  }

  // An event's part as that of its stream.
  private static String ofStream(String part) {
    return part.replace("[*]", "");
  }

  private static String place(Mistake mistake) {
    return mistake.rule().equals("schema.required") && !mistake.subject().isEmpty()
        ? mistake.pointer() + "/" + mistake.subject()
        : mistake.pointer();
  }

  /** What the findings show of the exchange; null where that is nothing. */
  @Nullable Shown shown() {
    return shown;
  }

  /** Takes that the answer came to its end, whatever became of its connection. */
  void whole() {
    isWhole = true;
  }

  /** Whether the answer came to its end, whatever became of its connection. */
  boolean isWhole() {
    return isWhole;
  }

  /** Whether the rule found anything. */
  boolean has(String rule) {
    return tallies.keySet().stream().anyMatch(mistake -> mistake.rule().equals(rule));
  }

  /** Whether the rule found anything at such a place, whichever event or element it was in. */
  boolean has(String rule, String part, String pointer) {
    Mistake wanted = Mistake.of(rule, Severity.VIOLATION, part, pointer, null, "");
    return tallies.keySet().stream()
        .anyMatch(
            mistake ->
                mistake.rule().equals(rule)
                    && mistake.part().equals(wanted.part())
                    && mistake.pointer().equals(wanted.pointer()));
  }

  /**
   * Whether a violation was found at such a place, whichever event or element it was in; of a
   * stream, in it as a whole or in an event.
   */
  boolean hasViolationAt(String part, String pointer) {
    Mistake wanted = Mistake.of("", Severity.VIOLATION, part, pointer, null, "");
    return tallies.keySet().stream()
        .anyMatch(
            mistake ->
                mistake.severity() == Severity.VIOLATION
                    && ofStream(mistake.part()).equals(ofStream(wanted.part()))
                    && mistake.pointer().equals(wanted.pointer()));
  }

  /** What was found, in the order in which each was found first. */
  List<Finding> all() {
    List<Finding> all = new ArrayList<>(tallies.size());
    tallies.forEach((mistake, tally) -> all.add(finding(mistake, tally)));
    return all;
  }

  private Finding finding(Mistake mistake, Tally tally) {
    String place = mistake.contract();
    return new Finding(
        mistake.rule(),
        mistake.severity(),
        tally.part,
        tally.pointer,
        tally.message,
        contract == null || place == null ? null : contract.place(place),
        contract == null || place == null ? null : contract.source(place),
        mistake.subject(),
        tally.count,
        new Finding.At(tally.lastPart, tally.lastPointer));
  }
}
