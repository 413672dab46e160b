package dev.concordat.conformance.exchange;

import java.util.regex.Pattern;

/**
 * What recorders, and the filters of those who share recordings, put in the place of a credential:
 * {@code REDACTED}, {@code XXXXXXXXXX}, {@code Sanitized}, {@code <TOKEN>}, {@code ***} and the
 * like.
 */
public final class Mask {
  /** What stands in the place of a secret in a recording of our own, cut or repeated. */
  public static final String OWN = "WITHHELD";

  private static final Pattern MASK =
      Pattern.compile(
          "\\*{3,}|•{3,}|\\.{3,}|…"
              + "|redacted|masked|hidden|sanitized|sanitised|scrubbed|censored|obfuscated"
              + "|(?<![a-z0-9])(x{6,}|removed|filtered|dummy|placeholder|secret|fake|mock)(?![a-z0-9])"
              + "|\\[[^]]*]|<[^>]*>|\\{\\{[^}]*}}|\\$\\{[^}]*}|(?<!\\S)\\$[a-z_]\\w*$",
          Pattern.CASE_INSENSITIVE);

  private Mask() {}

  /** Whether a value is nothing but a mask of another recorder. A list may stand in brackets. */
  public static boolean is(String value) {
    return !value.startsWith("[") && MASK.matcher(value).matches();
  }

  /** Whether a value has a mask in it, so that nothing can be said of what it stands for. */
  public static boolean isIn(String value) {
    return MASK.matcher(value).find();
  }
}
