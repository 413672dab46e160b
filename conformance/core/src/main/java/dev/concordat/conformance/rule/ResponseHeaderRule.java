package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.Response;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a response that the contract names are there and hold; those that neither it nor a
 * standard names drift.
 */
final class ResponseHeaderRule implements Rule {
  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private final boolean isThorough;

  ResponseHeaderRule(boolean isThorough) {
    this.isThorough = isThorough;
  }

  @Override
  public void judge(Case exchange) {
    Exchange.Response response = exchange.exchange().response();
    Response described = response == null ? null : exchange.operation().response(response.status());
    if (response != null && described != null) {
      if (!described.headers().isEmpty()) {
        ParameterJudge judge =
            new ParameterJudge(exchange.contract(), exchange.findings(), isThorough);
        described
            .headers()
            .values()
            .forEach(header -> judge.header("response", header, response.headers()));
      }
      for (String wait : response.headers().all("Retry-After")) {
        // Of what a contract describes it says what is wrong.
        if (!isTime(wait.strip()) && !isDescribed(described, "Retry-After")) {
          exchange
              .findings()
              .add(
                  "header.retry-after",
                  Severity.DRIFT,
                  "response.header.retry-after",
                  "",
                  "expected seconds or a date (RFC 9110, 10.2.3); found \"%s\"".formatted(wait),
                  described.pointer());
        }
      }
      for (String name : response.headers().names()) {
        if (!StandardHeaders.contains(name) && !isDescribed(described, name)) {
          for (String value : response.headers().all(name)) {
            exchange.findings().observer().header(described, lower(name), value);
          }
          exchange
              .findings()
              .addShowing(
                  new PlainText(exchange.contract().words()).name(lower(name)),
                  "header.undocumented",
                  Severity.DRIFT,
                  "response.header." + lower(name),
                  "",
                  "the header %s is not described".formatted(lower(name)),
                  described.pointer(),
                  "",
                  1);
        }
      }
    }
  }

  // Whole seconds, or a date in the form of RFC 9110, 5.6.7.
  private static boolean isTime(String wait) {
    if (SECONDS.matcher(wait).matches()) {
      return true;
    }
    try {
      DateTimeFormatter.RFC_1123_DATE_TIME.parse(wait);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isDescribed(Response response, String name) {
    return response.headers().containsKey(lower(name))
        || (response.errorHeaders() != null
            && (is(response.errorHeaders().code(), name)
                || is(response.errorHeaders().message(), name)));
  }

  private static boolean is(@Nullable String described, String name) {
    return name.equalsIgnoreCase(described);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
