package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.ProviderErrors;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Refusals that say nothing of the request: the server has too much to do, or no time for this. */
final class TransientErrors {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Set<String> codes;

  TransientErrors(ProviderErrors errors) {
    this.codes = errors.codesOfLoad();
  }

  /** What the refusal is, or null where the answer is none of this kind. */
  @Nullable Finding of(Answered answered) {
    int status = answered.status();
    JsonNode body = answered.isSuccess() ? null : answered.json();
    String code = body == null ? null : code(body);
    boolean isKnown = code != null && codes.contains(code);
    if (status != 429 && status != 503 && !isKnown) {
      return null;
    }
    return Answered.finding(
        "probe.refused-for-now",
        Severity.UNCHECKED,
        "response.status",
        "expected an answer; the server has too many requests or too much to do (status %d%s)"
            .formatted(status, code == null ? "" : ", code " + code));
  }

  // Where the providers put it.
  private static @Nullable String code(JsonNode body) {
    JsonNode code = body.has("error_code") ? body.path("error_code") : body.at("/error/code");
    return code.isString() || code.isNumber() ? code.asString() : null;
  }

  /** How long to wait before the next try, as far as the server says; else the given time. */
  static Duration pause(Answered answered, Duration otherwise) {
    Exchange.Response response = answered.exchange().response();
    String after = response == null ? null : response.headers().first("Retry-After");
    Duration asked =
        after != null && after.matches("\\d{1,6}")
            ? Duration.ofSeconds(Long.parseLong(after))
            : otherwise;
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }
}
