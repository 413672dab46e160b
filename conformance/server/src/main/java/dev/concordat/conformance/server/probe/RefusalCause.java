package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.ProviderErrors;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Refusals that say nothing of the request: too much to do, or another credential is wanted. */
final class RefusalCause {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Set<String> ofLoad;
  private final Set<String> ofCredentials;

  RefusalCause(ProviderErrors errors) {
    this.ofLoad = errors.codesOfLoad();
    this.ofCredentials = errors.codesOfCredentials();
  }

  /** What the refusal for now is, or null where the answer is none. */
  @Nullable Finding forNow(Answered answered) {
    int status = answered.status();
    String code = answered.isSuccess() ? null : code(answered);
    boolean isKnown = code != null && ofLoad.contains(code);
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

  /** Whether the server wants another credential, or any. */
  boolean isOfCredential(Answered answered) {
    String code = code(answered);
    return answered.status() == 401
        || answered.status() == 403
        || (code != null && ofCredentials.contains(code));
  }

  // Where the providers put it.
  private static @Nullable String code(Answered answered) {
    JsonNode body = answered.json();
    if (body == null) {
      return null;
    }
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
