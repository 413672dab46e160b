package dev.concordat.conformance.stream;

import dev.concordat.conformance.verdict.Severity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Each choice ends, once, and nothing of it comes after its end. A chunk without choices may only
 * carry what the trailer is said to carry.
 */
final class FinishRule implements StreamRule {
  /** More choices than this are not followed, so that a stream cannot take all memory. */
  private static final int MAX_CHOICES = 1024;

  private final StreamContract contract;
  private final String choices;
  private final String finish;
  private final Map<BigDecimal, Integer> open = new TreeMap<>();
  private final Map<BigDecimal, Integer> ended = new TreeMap<>();
  private boolean tooMany;

  FinishRule(StreamContract contract, String choices, String finish) {
    this.contract = contract;
    this.choices = choices;
    this.finish = finish;
  }

  @Override
  public void chunk(int index, JsonNode chunk, Report report) {
    JsonNode list = chunk.path(choices);
    if (list.isArray() && list.isEmpty()) {
      withoutChoices(index, chunk, report);
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode key = list.get(i).path(contract.key());
      if (key.isNumber()) {
        choice(index, "/%s/%d".formatted(choices, i), key.decimalValue(), list.get(i), report);
      }
    }
  }

  private void withoutChoices(int index, JsonNode chunk, Report report) {
    String carries = contract.trailer();
    if (carries == null || !chunk.path(carries).isObject()) {
      report.inEvent(
          index,
          "stream.trailer",
          Severity.DRIFT,
          "/" + choices,
          carries == null
              ? "a chunk without %s is not described".formatted(choices)
              : "a chunk without %s is described only where it carries %s"
                  .formatted(choices, carries));
    }
  }

  private void choice(int index, String at, BigDecimal key, JsonNode choice, Report report) {
    BigDecimal number = key.stripTrailingZeros();
    Integer end = ended.get(number);
    if (end != null) {
      report.inEvent(
          index,
          "stream.finish",
          Severity.VIOLATION,
          at,
          "expected nothing more of choice %s, which ended in event %d".formatted(number, end));
      return;
    }
    if (open.size() + ended.size() >= MAX_CHOICES && !open.containsKey(number)) {
      tooMany = true;
      return;
    }
    JsonNode reason = choice.get(finish);
    if (endsChoice(reason)) {
      open.remove(number);
      ended.put(number, index);
    } else {
      open.put(number, index);
    }
  }

  // Absent, null and empty are how servers say that a choice goes on; which of them the document
  // allows is for the chunk's schema to say.
  private boolean endsChoice(@Nullable JsonNode reason) {
    return reason != null
        && !reason.isNull()
        && !contract.unfinished().contains(reason)
        && !(reason.isString() && reason.stringValue().isEmpty());
  }

  @Override
  public void end(Report report) {
    if (tooMany) {
      report.inStream(
          "stream.finish",
          Severity.UNCHECKED,
          "",
          "the stream has more than %d choices, and the rest was not followed"
              .formatted(MAX_CHOICES));
    }
    if (open.isEmpty() && ended.isEmpty()) {
      report.inStream(
          "stream.finish", Severity.VIOLATION, "", "expected a choice that ends; found none");
    }
    open.forEach(
        (number, last) ->
            report.inEvent(
                last,
                "stream.finish",
                Severity.VIOLATION,
                "",
                "expected a %s that ends choice %s; this is the last chunk of it"
                    .formatted(finish, number)));
  }
}
