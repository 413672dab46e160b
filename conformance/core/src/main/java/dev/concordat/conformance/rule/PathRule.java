package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.contract.Server;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the path have values that satisfy their schemas. Those in the styles {@code
 * label} and {@code matrix} are not read.
 */
final class PathRule implements Rule {
  private static final String PART = "request.path.";

  private final boolean isThorough;

  PathRule(boolean isThorough) {
    this.isThorough = isThorough;
  }

  @Override
  public void judge(Case exchange) {
    Map<String, String> values = null;
    for (Parameter parameter : exchange.operation().parameters()) {
      if (isRead(parameter)) {
        values = values == null ? values(exchange) : values;
        judge(exchange, parameter, values.get(parameter.name()));
      }
    }
  }

  private static Map<String, String> values(Case exchange) {
    Server.Address address = Server.Address.parse(exchange.exchange().request().url());
    return exchange.contract().variables(exchange.operation(), address);
  }

  private void judge(Case exchange, Parameter parameter, @Nullable String value) {
    if (value == null) {
      return;
    }
    ParameterJudge judge = new ParameterJudge(exchange.contract(), exchange.findings(), isThorough);
    String part = PART + parameter.name();
    if (ParameterValues.isComposite(parameter)) {
      ParameterValues pieces = new ParameterValues(parameter, PathRule::decode);
      judge.judgeAny(part, parameter, pieces.of(List.of(value)));
    } else {
      judge.judge(part, parameter, List.of(decode(value)));
    }
  }

  private static boolean isRead(Parameter parameter) {
    return parameter.in().equals("path")
        && (parameter.style().isJson() || parameter.style().name().equals("simple"));
  }

  // In a path a plus is one.
  private static String decode(String text) {
    return QueryRule.decode(text.replace("+", "%2B"));
  }
}
