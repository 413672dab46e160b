package dev.concordat.client.runtime.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /** How long to wait; null if the header is absent or says neither. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value =
        header.startsWith(OneAttempt.MARK) ? header.substring(1).strip() : header.strip();
    if (value.matches("\\d+")) {
      // More than nine digits are more than anyone waits.
      return Duration.ofSeconds(value.length() > 9 ? 999_999_999 : Long.parseLong(value));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }
}
