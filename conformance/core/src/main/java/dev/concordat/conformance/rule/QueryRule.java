package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Credential;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.verdict.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    ParameterJudge judge = new ParameterJudge(exchange.contract(), exchange.findings(), isThorough);
    for (Parameter parameter : exchange.operation().parameters()) {
      if (parameter.in().equals("query")) {
        String part = PART + "." + parameter.name();
        if (ParameterValues.isComposite(parameter)) {
          ParameterValues values = new ParameterValues(parameter, QueryRule::decode);
          judge.judgeAny(part, parameter, values.take(query, names(exchange)));
        } else {
          judge.judge(part, parameter, decoded(query.remove(parameter.name())));
        }
      }
    }
    for (List<Credential> alternative : exchange.operation().security()) {
      for (Credential credential : alternative) {
        if (credential.in().equals("query")) {
          query.remove(credential.header());
        }
      }
    }
    for (String name : query.keySet()) {
      for (String value : decoded(query.get(name))) {
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

  private static Set<String> names(Case exchange) {
    Set<String> names = new HashSet<>();
    exchange.operation().parameters().forEach(parameter -> names.add(parameter.name()));
    for (List<Credential> alternative : exchange.operation().security()) {
      alternative.forEach(credential -> names.add(credential.header()));
    }
    return names;
  }

  private static List<String> decoded(@Nullable List<String> values) {
    return values == null ? List.of() : values.stream().map(QueryRule::decode).toList();
  }

  /** The query by name, its values as they are written. */
  static Map<String, List<String>> parse(String query) {
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
            .add(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return parameters;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
