package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.verdict.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query has the parameters that are required, and others drift. */
final class QueryRule implements Rule {
  private static final String PART = "request.query";

  private final boolean isThorough;

  QueryRule(boolean isThorough) {
    this.isThorough = isThorough;
  }

  @Override
  public void judge(Case exchange) {
    Map<String, List<String>> query =
        parse(Server.Address.query(exchange.exchange().request().url()));
    for (Parameter parameter : exchange.operation().parameters()) {
      if (parameter.in().equals("query")) {
        new ParameterJudge(exchange.contract(), exchange.findings(), isThorough)
            .judge(
                PART + "." + parameter.name(), parameter, values(query.remove(parameter.name())));
      }
    }
    for (String name : query.keySet()) {
      for (String value : values(query.get(name))) {
        exchange.findings().observer().parameter(name, value);
      }
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

  private static List<String> values(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  private static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        parameters
            .computeIfAbsent(name, absent -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
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
