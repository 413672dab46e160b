package dev.concordat.client.runtime.internal;

/** Checks headers before OkHttp does, whose message would quote what it does not like. */
public final class HeaderValues {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderValues() {}

  /**
   * The value itself, if it can stand in a header as a credential.
   *
   * @throws IllegalArgumentException if it cannot; the message does not show it
   */
  public static String require(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a credential is empty");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= 0x20 || value.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException(
            "a credential has a character that no header can hold, at index " + i);
      }
    }
    return value;
  }

  /**
   * The value itself, if it is a credential at all.
   *
   * @throws IllegalArgumentException if it is blank
   */
  static String requireText(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a credential is empty");
    }
    return value;
  }

  /**
   * Checks any header.
   *
   * @throws IllegalArgumentException if no header can be so; the message does not show the value
   */
  public static void requireHeader(String name, String value) {
    boolean named = !name.isEmpty() && name.chars().allMatch(HeaderValues::isTokenCharacter);
    if (!named) {
      throw new IllegalArgumentException("no header can be named \"" + name + "\"");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c >= 0x7f) {
        throw new IllegalArgumentException(
            "the header " + name + " has a character that no header can hold, at index " + i);
      }
    }
  }

  // RFC 9110, 5.6.2.
  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }
}
