package dev.concordat.language;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How many requests are answered in how many seconds: {@code x-rate-limit}.
 *
 * @param scope what they are counted for: {@code user} or {@code key}
 */
public record RateLimit(int requests, int seconds, String scope) {

  /** That of an operation; null where none is stated. */
  public static @Nullable RateLimit of(JsonNode operation) {
    JsonNode json = Extension.RATE_LIMIT.of(operation);
    return json.isObject()
        ? new RateLimit(
            json.path("requests").asInt(0),
            json.path("seconds").asInt(0),
            json.path("scope").asString(""))
        : null;
  }
}
