package dev.concordat.conformance.verdict;

import org.jspecify.annotations.Nullable;

/**
 * One mistake that was found in an exchange: a rule at a place of the contract. However often the
 * exchange makes it, it is one finding, which counts the places that it was found at.
 *
 * @param rule the rule that found it, such as {@code schema.enum} or {@code stream.terminator}
 * @param severity how much it weighs
 * @param part the part of the exchange where it was found first: {@code request.body}, {@code
 *     response.stream[3]} for the fourth event, {@code response.header.x-y}, {@code
 *     response.status}
 * @param pointer the JSON pointer inside that part, empty for the part as a whole
 * @param message what was expected and what was found there
 * @param contract the place in the contract, {@code intern/openapi.yaml#/…}, or null where no place
 *     of a contract is concerned
 * @param source the document that the place is taken from, or null as above
 * @param subject what sets it apart from other mistakes of the rule at that place, such as the name
 *     of the property that is missing; empty where the place says it all
 * @param count how often it was found, from 1
 * @param last where it was found last; the first place where it was found once
 */
public record Finding(
    String rule,
    Severity severity,
    String part,
    String pointer,
    String message,
    @Nullable String contract,
    @Nullable String source,
    String subject,
    long count,
    At last) {
  /** A place in an exchange: a part of it, and the JSON pointer inside that part. */
  public record At(String part, String pointer) {}

  /** A finding that was made once, of which the place says what it is about. */
  public Finding(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      @Nullable String contract,
      @Nullable String source) {
    this(rule, severity, part, pointer, message, contract, source, "", 1, new At(part, pointer));
  }

  /** The same finding with another weight. */
  public Finding weighing(Severity other) {
    return new Finding(rule, other, part, pointer, message, contract, source, subject, count, last);
  }

  /** That a part as a whole could not be judged, for a reason that no place of a contract has. */
  public static Finding unchecked(String rule, String part, String message) {
    return new Finding(rule, Severity.UNCHECKED, part, "", message, null, null);
  }

  /** The mistake, wherever it is made. */
  public Mistake mistake() {
    return Mistake.of(rule, severity, part, pointer, contract, subject);
  }
}
