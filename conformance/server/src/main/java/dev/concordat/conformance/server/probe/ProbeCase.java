package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to be made, and what is expected of the answer.
 *
 * @param place the place in the contract that the case is derived from, as a URI fragment
 * @param body the body as it is sent, or null for none
 * @param headers further headers
 */
record ProbeCase(
    Operation operation,
    String name,
    String place,
    Expectation expectation,
    Login login,
    @Nullable String body,
    Map<String, String> headers) {

  /** What is expected of the answer. */
  enum Expectation {
    ANSWER,
    CALL,
    REFUSAL,
    NO_ENTRY
  }

  /** Which credential is sent. */
  enum Login {
    RIGHT,
    WRONG,
    MISSING
  }

  static ProbeCase answered(
      Operation operation, String name, String place, @Nullable JsonNode body) {
    return of(operation, name, place, Expectation.ANSWER, text(body));
  }

  /** A case whose answer should ask for a call. */
  static ProbeCase called(Operation operation, String name, String place, JsonNode body) {
    return of(operation, name, place, Expectation.CALL, text(body));
  }

  static ProbeCase refused(Operation operation, String name, String place, @Nullable String body) {
    return of(operation, name, place, Expectation.REFUSAL, body);
  }

  private static ProbeCase of(
      Operation operation,
      String name,
      String place,
      Expectation expectation,
      @Nullable String body) {
    return new ProbeCase(operation, name, place, expectation, Login.RIGHT, body, Map.of());
  }

  private static @Nullable String text(@Nullable JsonNode body) {
    return body == null ? null : body.toString();
  }

  ProbeCase with(Expectation expected, Login other) {
    return new ProbeCase(operation, name, place, expected, other, body, headers);
  }

  ProbeCase with(String header, String value) {
    return new ProbeCase(operation, name, place, expectation, login, body, Map.of(header, value));
  }
}
