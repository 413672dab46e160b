package dev.concordat.conformance.rule;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Operation.Response;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a response that the contract names are there and hold; those that neither it nor a
 * standard names drift.
 */
@AutoService(HeadRule.class)
public final class ResponseHeaderRule implements HeadRule {
  private static final RuleCatalogue.Entry RETRY_AFTER =
      new RuleCatalogue.Entry(
          "header.retry-after",
          List.of(Severity.DRIFT),
          "Retry-After holds neither whole seconds nor a date, so that clients cannot wait "
              + "as long as they are asked to.",
          "Retry-After: 1.5",
          "Wait for a time of your own, longer with each try.");

  private static final RuleCatalogue.Entry UNDOCUMENTED =
      new RuleCatalogue.Entry(
          "header.undocumented",
          List.of(Severity.DRIFT),
          "The response has a header that neither HTTP nor the contract describes.",
          "X-Request-Cost: 3",
          "Name it under headers in concordat.yaml where it is known and fine, such as a "
              + "gateway's.");

  @Override
  public List<RuleCatalogue.Entry> entries() {
    return List.of(RETRY_AFTER, UNDOCUMENTED);
  }

  @Override
  public void judge(Case exchange) {
    Exchange.Response response = exchange.exchange().response();
    Response described = response == null ? null : exchange.operation().response(response.status());
    if (response != null && described != null) {
      if (!described.headers().isEmpty()) {
        ParameterJudge judge =
            new ParameterJudge(exchange.contract(), exchange.findings(), exchange.isThorough());
        described
            .headers()
            .values()
            .forEach(header -> judge.header("response", header, response.headers()));
      }
      for (String wait : response.headers().all("Retry-After")) {
        // Of what a contract describes it says what is wrong.
        if (!Wait.isTime(wait.strip()) && !isDescribed(described, "Retry-After")) {
          exchange
              .findings()
              .add(
                  RETRY_AFTER.id(),
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
                  UNDOCUMENTED.id(),
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

  /** What Retry-After may say. The forms of dates take long to be made, and few answers have it. */
  private static final class Wait {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    // What is sent today, and the two older forms that whoever receives them takes as well
    // (RFC 9110, 5.6.7). A year of two digits is one from 1970 on.
    private static final List<DateTimeFormatter> DATES =
        List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));

    static boolean isTime(String wait) {
      return SECONDS.matcher(wait).matches() || DATES.stream().anyMatch(form -> isDate(wait, form));
    }

    private static boolean isDate(String wait, DateTimeFormatter form) {
      try {
        form.parse(wait);
        return true;
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }
}
