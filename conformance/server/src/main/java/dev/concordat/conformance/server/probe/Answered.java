package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came back.
 *
 * @param exchange the exchange, its answer as far as it came; without one where none came
 * @param findings what the contract says of the answer
 * @param failure why there is no whole answer, or null where there is one
 */
record Answered(Exchange exchange, List<Finding> findings, @Nullable Finding failure) {
  /** The status, or 0 where no answer came. */
  int status() {
    Exchange.Response response = exchange.response();
    return response == null ? 0 : response.status();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  String text() {
    Exchange.Response response = exchange.response();
    return response == null || response.body() == null
        ? ""
        : new String(response.body().bytes(), StandardCharsets.UTF_8);
  }

  @Nullable JsonNode json() {
    return JsonText.of(text()).value();
  }

  @Nullable String mediaType() {
    Exchange.Response response = exchange.response();
    return response == null ? null : response.headers().first("Content-Type");
  }

  /** The failure, if any, and then the findings. */
  List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    if (failure != null) {
      all.add(failure);
    }
    all.addAll(findings);
    return all;
  }

  static Finding finding(String rule, Severity severity, String part, String message) {
    return new Finding(rule, severity, part, "", message, null, null);
  }
}
