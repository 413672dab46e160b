package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.exchange.Exchange;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cookies that have to be sent are, where any are recorded: exporters leave the header out, as
 * they do credentials. Values are not judged, since recordings mask them.
 */
final class CookieRule implements Rule {
  private static final String HEADER = "Cookie";
  private static final String PART = "request.cookie.";

  @Override
  public void judge(Case exchange) {
    for (Parameter parameter : exchange.operation().parameters()) {
      if (parameter.in().equals("cookie")) {
        judge(exchange, parameter);
      }
    }
  }

  private static void judge(Case exchange, Parameter parameter) {
    Exchange.Request request = exchange.exchange().request();
    boolean isRecorded = !request.headers().all(HEADER).isEmpty();
    if (isRecorded && values(request, parameter.name()).isEmpty()) {
      new ParameterJudge(exchange.contract(), exchange.findings(), false)
          .judge(PART + parameter.name(), parameter, List.of());
    }
  }

  /** The values of the cookies with a name, whose case counts. */
  static List<String> values(Exchange.Request request, String name) {
    return request.headers().all(HEADER).stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }
}
