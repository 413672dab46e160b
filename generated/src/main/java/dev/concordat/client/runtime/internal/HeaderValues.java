package dev.concordat.client.runtime.internal;

/** Checks secrets before OkHttp does, whose message would quote what it does not like. */
public final class HeaderValues {
  private HeaderValues() {}

  /**
   * The value itself, if it can stand in a header.
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
}
