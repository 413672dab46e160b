package dev.concordat.conformance.server.emulator.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The most that is made for one request; each of these is the fault of a request, or null. */
final class Limits {
  private static final int MAX_CHOICES = 128;
  private static final int MAX_ALL_CHOICES = 1_024;
  private static final int MAX_TOKENS = 100_000;
  // What is told of a token is as much as ten of them.
  private static final int MAX_TOLD_TOKENS = MAX_TOKENS / 10;
  private static final int MAX_NAME = 1_000;
  private static final int MAX_STOPS = 100;

  private Limits() {}

  /**
   * Whether so many choices are made.
   *
   * @param field the field that asks for them
   * @param all how many they are for all prompts together
   */
  static @Nullable String ofChoices(String field, JsonNode count, long all) {
    boolean isCount =
        count.canConvertToInt() && count.intValue() >= 1 && count.intValue() <= MAX_CHOICES;
    if (!count.isMissingNode() && !count.isNull() && !isCount) {
      return "%s: the emulator makes from 1 to %d choices".formatted(field, MAX_CHOICES);
    }
    return all > MAX_ALL_CHOICES
        ? "%s: the emulator makes no more than %d choices for all prompts together, not %d"
            .formatted(field, MAX_ALL_CHOICES, all)
        : null;
  }

  /** Whether so many tokens are made, of which may be told how likely they were. */
  static @Nullable String ofTokens(String field, long tokens, boolean areTold) {
    int most = areTold ? MAX_TOLD_TOKENS : MAX_TOKENS;
    return tokens > most
        ? "%s: the emulator makes no more than %d tokens for all choices together%s, not %d"
            .formatted(field, most, areTold ? " where logprobs are asked for" : "", tokens)
        : null;
  }

  /** Whether a name of the request is written into each choice or event. */
  static @Nullable String ofName(String field, String name) {
    return name.length() > MAX_NAME
        ? "%s: the emulator takes names of up to %d characters".formatted(field, MAX_NAME)
        : null;
  }

  /** Whether so many texts are looked for that are to stop an answer. */
  static @Nullable String ofStops(JsonNode stops) {
    return stops.size() > MAX_STOPS
        ? "stop: the emulator looks for no more than %d texts".formatted(MAX_STOPS)
        : null;
  }
}
