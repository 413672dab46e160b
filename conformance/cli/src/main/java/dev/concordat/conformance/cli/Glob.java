package dev.concordat.conformance.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for any text, in whatever letters. */
record Glob(String text, Pattern pattern) {
  static Glob of(String text) {
    return new Glob(text, compile(text, ".*"));
  }

  /**
   * One for a JSON pointer or a part, where {@code *} stands for one step and {@code **} for any.
   */
  static Glob ofPlace(String text) {
    String regex =
        Arrays.stream(text.split("\\*\\*", -1))
            .map(piece -> compile(piece, "[^/\\]]*").pattern())
            .collect(Collectors.joining(".*"));
    return new Glob(text, Pattern.compile(regex, Pattern.DOTALL));
  }

  private static Pattern compile(String text, String any) {
    String regex =
        Arrays.stream(text.split("\\*", -1))
            .map(piece -> piece.isEmpty() ? "" : Pattern.quote(piece))
            .collect(Collectors.joining(any));
    return Pattern.compile(regex, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }

  boolean matches(String value) {
    return pattern.matcher(value).matches();
  }
}
