package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which of the media types that are described for a response its request asks for. */
record RequestedMediaType(Case exchange, Exchange.Response response, Operation.Response described) {
  /** Whether it asks for this one, or nothing can be said; where it does not, that is said. */
  boolean isMet(MediaType mediaType) {
    Operation.When wanted = insteadOf(mediaType);
    if (wanted == null) {
      return true;
    }
    exchange
        .findings()
        .add(
            "response.when",
            Severity.VIOLATION,
            "response.body",
            "",
            "expected %s, which the request asks for; found %s%s"
                .formatted(wanted.answer(), name(mediaType), errorHint(mediaType)),
            wanted.pointer());
    return false;
  }

  /** What it asks for in the place of this one; null where it asks for none. */
  Operation.@Nullable When insteadOf(MediaType mediaType) {
    JsonNode request = exchange.requestJson();
    for (Operation.When when : exchange.operation().when()) {
      if (request == null && when.request() != null) {
        return null;
      }
      boolean applies = request == null || exchange.contract().isAskedBy(request, when);
      MediaType wanted = applies ? described.content().get(when.answer()) : null;
      if (wanted != null) {
        return wanted.pointer().equals(mediaType.pointer()) || isUntold() ? null : when;
      }
    }
    return null;
  }

  private boolean isUntold() {
    return exchange.operation().when().stream()
        .filter(when -> when.request() != null)
        .flatMap(when -> when.request().properties().keySet().stream())
        .anyMatch(exchange::isUntold);
  }

  private String name(MediaType mediaType) {
    return described.content().entrySet().stream()
        .filter(entry -> entry.getValue().equals(mediaType))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("another media type");
  }

  private String errorHint(MediaType mediaType) {
    Body body = response.body();
    JsonNode value = body == null ? null : JsonText.of(body).value();
    SchemaNode answer = mediaType.schema();
    String error = value == null ? null : ErrorShape.messageOf(value, answer);
    return error == null ? "" : ", an error: " + error;
  }
}
