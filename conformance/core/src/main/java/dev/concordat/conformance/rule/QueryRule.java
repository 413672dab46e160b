package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.verdict.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query has the parameters that are required, and others drift. */
final class QueryRule implements Rule {
  private static final String PART = "request.query";

  @Override
  public void judge(Case exchange) {
    Map<String, String> query =
        parse(Server.Address.parse(exchange.exchange().request().url()).query());
    for (Parameter parameter : exchange.operation().parameters()) {
      if (parameter.in().equals("query")) {
        new ParameterJudge(exchange.contract(), exchange.findings())
            .judge(PART + "." + parameter.name(), parameter, query.remove(parameter.name()));
      }
    }
    for (String name : query.keySet()) {
      exchange.findings().observer().parameter(name, String.valueOf(query.get(name)));
      exchange
          .findings()
          .add(
              "query.undocumented",
              Severity.DRIFT,
              PART + "." + name,
              "",
              "the query parameter '%s' is not described".formatted(name),
              exchange.operation().pointer());
    }
  }

  private static Map<String, String> parse(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        parameters.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
