package dev.concordat.conformance.stream;

import static java.util.stream.Collectors.joining;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Each choice ends, once, and nothing of it comes after its end; a chunk after it that says nothing
 * drifts.
 */
final class FinishRule implements StreamRule {
  private static final String RULE = "stream.finish";

  /** More choices than this are not followed, so that a stream cannot take all memory. */
  private static final int MAX_CHOICES = 1024;

  private static final int MAX_SHOWN = 8;

  private final EventStream contract;
  private final String choices;
  private final String finish;
  private final Predicate<String> described;
  private final Map<BigDecimal, Place> open = new TreeMap<>();
  private final Map<BigDecimal, Integer> ended = new TreeMap<>();
  private final Set<BigDecimal> resumed = new HashSet<>();
  private final Set<BigDecimal> untold = new HashSet<>();
  private boolean tooMany;
  private boolean gap;

  /**
   * Follows the choices of a stream.
   *
   * @param described tells of a path in a chunk whether the contract describes what is there
   */
  FinishRule(EventStream contract, String choices, String finish, Predicate<String> described) {
    this.contract = contract;
    this.choices = choices;
    this.finish = finish;
    this.described = described;
  }

  private record Place(int event, String choices, int index) {
    String pointer() {
      return "/" + choices + "/" + index;
    }
  }

  @Override
  public void chunk(Chunk chunk, Report report) {
    JsonNode list = chunk.json().path(choices);
    gap |= !list.isArray();
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      JsonNode key = list.get(i).path(contract.key());
      if (key.isNumber()) {
        Place place = new Place(chunk.event(), choices, i);
        String reason = place.pointer() + "/" + finish;
        boolean isWrong = !chunk.wrong().isEmpty() && chunk.wrong().contains(reason);
        choice(place, Choices.number(key), list.get(i), isWrong, report);
      } else {
        gap = true;
      }
    }
  }

  @Override
  public void unread() {
    gap = true;
  }

  /** Whether a choice has ended, so that it matters what more comes of it. */
  boolean hasEndOfOne() {
    return !ended.isEmpty();
  }

  /** Whether every choice so far has ended, as far as that can be told. */
  boolean hasEnded() {
    return gap || (open.isEmpty() && !(ended.isEmpty() && untold.isEmpty()));
  }

  // Whether a choice ends with a value that may not be there nobody can tell.
  private void choice(
      Place place, BigDecimal number, JsonNode choice, boolean isWrong, Report report) {
    Integer end = ended.get(number);
    if (end != null) {
      more(place, number, end, addsNothing(choice), report);
      return;
    }
    if (open.size() + ended.size() + untold.size() >= MAX_CHOICES
        && !open.containsKey(number)
        && !untold.contains(number)) {
      tooMany = true;
      return;
    }
    if (isWrong && endsChoice(choice.get(finish))) {
      open.remove(number);
      untold.add(number);
    } else if (endsChoice(choice.get(finish))) {
      open.remove(number);
      ended.put(number, place.event());
    } else if (!untold.contains(number)) {
      open.put(number, place);
    }
  }

  private void more(Place place, BigDecimal number, int end, boolean isHarmless, Report report) {
    if (isHarmless) {
      String message = "choice %s ended in event %d, and another chunk of it adds nothing";
      String told = message.formatted(Choices.shown(number), end);
      report.inEvent(
          place.event(), new Fault(RULE, Severity.DRIFT, place.pointer(), "empty", told));
    } else if (resumed.add(number)) {
      String message = "expected nothing more of choice %s, which ended in event %d";
      String told = message.formatted(Choices.shown(number), end);
      report.inEvent(place.event(), Fault.violation(RULE, place.pointer(), "more", told));
    }
  }

  // Gateways send the usage with a choice that says nothing, where the specification has none, and
  // what a filter found once all has passed. That nothing describes such a member is said already.
  private boolean addsNothing(JsonNode choice) {
    EventStream.Sum sum = contract.sum();
    Map<String, JsonNode> usual = sum == null ? Map.of() : sum.absent();
    return choice.properties().stream()
        .filter(member -> !member.getKey().equals(contract.key()))
        .filter(member -> described.test(choices + "/" + member.getKey()))
        .allMatch(member -> saysNothing(member.getKey(), member.getValue(), usual));
  }

  private static boolean saysNothing(String path, JsonNode value, Map<String, JsonNode> usual) {
    return value.isNull()
        || (value.isString() && value.stringValue().isEmpty())
        || (value.isArray() && value.isEmpty())
        || value.equals(usual.get(path))
        || (value.isObject()
            && value.properties().stream()
                .allMatch(in -> saysNothing(path + "/" + in.getKey(), in.getValue(), usual)));
  }

  /** Takes that the stream broke off, which was said; what was open by then, in words. */
  String brokenOff() {
    gap = true;
    String numbers =
        open.keySet().stream().limit(MAX_SHOWN).map(Choices::shown).collect(joining(", "));
    String more = open.size() > MAX_SHOWN ? " and more" : "";
    return open.isEmpty() ? "" : ", before choice %s%s ended".formatted(numbers, more);
  }

  // Which values the document allows is for the chunk's schema to say.
  private boolean endsChoice(@Nullable JsonNode reason) {
    return reason != null && !contract.unfinished().contains(reason);
  }

  @Override
  public void end(Report report) {
    if (tooMany) {
      String message = "the stream has more than %d choices, and the rest was not followed";
      report.inStream(new Fault(RULE, Severity.UNCHECKED, "", "", message.formatted(MAX_CHOICES)));
    }
    // What could not be read may have been the end.
    if (gap) {
      return;
    }
    if (open.isEmpty() && ended.isEmpty() && untold.isEmpty()) {
      String message = "expected a choice that ends; found none";
      report.inStream(Fault.violation(RULE, "", "none", message));
    }
    open.forEach(
        (number, last) ->
            report.inEvent(
                last.event(),
                Fault.violation(
                    RULE,
                    last.pointer(),
                    "end",
                    "expected a %s that ends choice %s; this is the last chunk of it"
                        .formatted(finish, Choices.shown(number)))));
  }
}
