package dev.concordat.conformance.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates with times and offsets, as HAR has them (ISO 8601). */
public final class DateTimes {
  private static final int TO_SECONDS = 19;
  private static final int OFFSET = 6;
  private static final int NANOS = 9;

  private DateTimes() {}

  /** The date and time that a text says; null where it says none. */
  public static @Nullable OffsetDateTime parse(String text) {
    try {
      OffsetDateTime usual = usual(text);
      return usual != null ? usual : OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * Whether a text is certainly a {@code date-time} of JSON Schema (RFC 3339): it is one in the
   * form that nearly all write, such as {@code 2025-03-01T10:00:00.000Z}.
   */
  public static boolean isUsual(String text) {
    try {
      return usual(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  // Null where it is something else.
  private static @Nullable OffsetDateTime usual(String text) {
    int length = text.length();
    boolean isUtc = length > TO_SECONDS && text.charAt(length - 1) == 'Z';
    int end = isUtc ? length - 1 : length - OFFSET;
    if (end < TO_SECONDS || !separated(text)) {
      return null;
    }
    int fraction = end == TO_SECONDS ? 0 : fraction(text, end);
    int[] numbers = {
      number(text, 0, 4),
      number(text, 5, 7),
      number(text, 8, 10),
      number(text, 11, 13),
      number(text, 14, 16),
      number(text, 17, TO_SECONDS),
      fraction
    };
    for (int number : numbers) {
      if (number < 0) {
        return null;
      }
    }
    ZoneOffset offset = isUtc ? ZoneOffset.UTC : offset(text, end);
    return offset == null
        ? null
        : OffsetDateTime.of(
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5],
            fraction,
            offset);
  }

  private static boolean separated(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  // In nanoseconds; -1 where there is none.
  private static int fraction(String text, int end) {
    int digits = end - TO_SECONDS - 1;
    if (text.charAt(TO_SECONDS) != '.' || digits < 1 || digits > NANOS) {
      return -1;
    }
    int nanos = number(text, TO_SECONDS + 1, end);
    for (int i = digits; nanos > 0 && i < NANOS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static @Nullable ZoneOffset offset(String text, int at) {
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    char sign = text.charAt(at);
    if (hours < 0 || minutes < 0 || text.charAt(at + 3) != ':' || (sign != '+' && sign != '-')) {
      return null;
    }
    return sign == '+'
        ? ZoneOffset.ofHoursMinutes(hours, minutes)
        : ZoneOffset.ofHoursMinutes(-hours, -minutes);
  }

  private static int number(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
