package dev.concordat.conformance.verdict;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was found in an exchange.
 *
 * @param rule the rule that found it, such as {@code schema.enum} or {@code stream.terminator}
 * @param severity how much it weighs
 * @param part the part of the exchange: {@code request.body}, {@code response.stream[3]} for the
 *     fourth event, {@code response.header.x-y}, {@code response.status}
 * @param pointer the JSON pointer inside the part, empty for the part as a whole
 * @param message what was expected and what was found
 * @param contract the place in the contract, {@code intern/openapi.yaml#/…}, or null where no place
 *     of a contract is concerned
 * @param source the document that the place is taken from, or null as above
 */
public record Finding(
    String rule,
    Severity severity,
    String part,
    String pointer,
    String message,
    @Nullable String contract,
    @Nullable String source) {
  /** That a part as a whole could not be judged, for a reason that no place of a contract has. */
  public static Finding unchecked(String rule, String part, String message) {
    return new Finding(rule, Severity.UNCHECKED, part, "", message, null, null);
  }
}
