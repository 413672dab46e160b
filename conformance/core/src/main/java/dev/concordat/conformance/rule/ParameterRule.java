package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Operation.Credential;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of a request that are required are there, and all hold; what else its query has
 * drifts.
 *
 * <p>Cookies are judged where some are recorded: exporters leave their header out, as they do
 * credentials. Of values that a recording masks nothing is said.
 */
@AutoService(HeadRule.class)
public final class ParameterRule implements HeadRule {
  private static final RuleCatalogue.Entry UNDOCUMENTED =
      new RuleCatalogue.Entry(
          "query.undocumented",
          List.of(Severity.DRIFT),
          "The request has a query parameter that the contract does not describe.",
          "GET /models?limit=5",
          "Leave it out, or describe it once a document does.");

  private static final String COOKIE = "Cookie";
  private static final String QUERY = "request.query";

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(ParameterJudge.REQUIRED, ParameterJudge.STYLE, UNDOCUMENTED);
  }

  @Override
  public void judge(Case exchange) {
    Map<String, List<String>> query = query(exchange.exchange().request());
    if (exchange.operation().parameters().isEmpty()) {
      undescribed(exchange, query);
      return;
    }
    ParameterJudge judge =
        new ParameterJudge(exchange.contract(), exchange.findings(), exchange.isThorough());
    path(exchange, judge);
    cookies(exchange, judge);
    query(exchange, judge, query);
    undescribed(exchange, query);
    headers(exchange, judge);
  }

  private static void each(Case exchange, String place, Consumer<Parameter> judged) {
    for (Parameter parameter : exchange.operation().parameters()) {
      if (parameter.in().equals(place)) {
        judged.accept(parameter);
      }
    }
  }

  private static void path(Case exchange, ParameterJudge judge) {
    List<Parameter> read = new ArrayList<>();
    each(exchange, "path", read::add);
    if (read.isEmpty()) {
      return;
    }
    Server.Address address = Server.Address.parse(exchange.exchange().request().url());
    Map<String, String> values = exchange.contract().variables(exchange.operation(), address);
    for (Parameter parameter : read) {
      String value = values.get(parameter.name());
      if (value != null) {
        judge.path(parameter, value, ParameterRule::decodeOutsideQuery);
      }
    }
  }

  private static void cookies(Case exchange, ParameterJudge judge) {
    List<String> pairs = pairs(exchange.exchange().request());
    if (pairs.isEmpty()) {
      return;
    }
    boolean isWhole = pairs.stream().noneMatch(pair -> pair.indexOf('=') < 0);
    each(
        exchange,
        "cookie",
        parameter -> {
          List<String> written = values(pairs, parameter);
          // One that is missing may be among those that are masked.
          if (isWhole || !written.isEmpty()) {
            String part = "request.cookie." + parameter.name();
            judge.judge(part, parameter, written, ParameterRule::decodeOutsideQuery);
          }
        });
  }

  // An object whose members are cookies of their own has no cookie of its name.
  private static List<String> values(List<String> pairs, Parameter parameter) {
    List<String> own = cookies(pairs, parameter.name());
    Set<String> members =
        own.isEmpty() && parameter.style().isExploded() && parameter.schema() != null
            ? parameter.schema().properties().keySet()
            : Set.of();
    List<String> written = new ArrayList<>(own);
    for (String member : members) {
      cookies(pairs, member).forEach(value -> written.add(member + "=" + value));
    }
    return written;
  }

  // A plus is one there.
  private static String decodeOutsideQuery(String value) {
    return decode(value.replace("+", "%2B"));
  }

  private static void query(Case exchange, ParameterJudge judge, Map<String, List<String>> query) {
    Set<String> names = query.isEmpty() ? Set.of() : names(exchange);
    each(
        exchange,
        "query",
        parameter -> {
          String part = QUERY + "." + parameter.name();
          JsonNode object =
              new ParameterValues(parameter, ParameterRule::decode).take(query, names);
          if (object != null) {
            judge.judgeAny(part, parameter, List.of(object));
          } else {
            List<String> written = query.remove(parameter.name());
            judge.judge(
                part, parameter, written == null ? List.of() : written, ParameterRule::decode);
          }
        });
  }

  private static Set<String> names(Case exchange) {
    Set<String> names = new HashSet<>();
    exchange.operation().parameters().forEach(parameter -> names.add(parameter.name()));
    for (List<Credential> alternative : exchange.operation().security()) {
      alternative.forEach(credential -> names.add(credential.header()));
    }
    return names;
  }

  // What is left of the query, its credentials apart.
  private static void undescribed(Case exchange, Map<String, List<String>> query) {
    if (query.isEmpty()) {
      return;
    }
    for (List<Credential> alternative : exchange.operation().security()) {
      for (Credential credential : alternative) {
        if (credential.in().equals("query")) {
          query.remove(credential.header());
        }
      }
    }
    query.forEach(
        (name, values) -> {
          for (String value : values) {
            exchange.findings().observer().parameter(name, decode(value));
          }
          exchange
              .findings()
              .add(
                  UNDOCUMENTED.id(),
                  Severity.DRIFT,
                  QUERY + "." + name,
                  "",
                  "the query parameter '%s' is not described".formatted(name),
                  exchange.operation().pointer());
        });
  }

  private static void headers(Case exchange, ParameterJudge judge) {
    each(
        exchange,
        "header",
        parameter -> judge.header("request", parameter, exchange.exchange().request().headers()));
  }

  /** The values of the cookies with a name, whose case counts. */
  static List<String> cookies(Exchange.Request request, String name) {
    return cookies(pairs(request), name);
  }

  private static List<String> cookies(List<String> pairs, String name) {
    return pairs.stream()
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }

  private static List<String> pairs(Exchange.Request request) {
    return request.headers().all(COOKIE).stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(String::strip)
        .filter(pair -> !pair.isEmpty())
        .toList();
  }

  /** The query by name, its values as they are written. */
  static Map<String, List<String>> query(Exchange.Request request) {
    String query = Server.Address.query(request.url());
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

  /** A piece of a query without its encoding; as it is where that is none. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
