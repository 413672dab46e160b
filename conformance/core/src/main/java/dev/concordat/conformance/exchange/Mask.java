package dev.concordat.conformance.exchange;

import java.util.regex.Pattern;

/**
 * What recorders, and the filters of those who share recordings, put in the place of a credential:
 * {@code REDACTED}, {@code XXXXXXXXXX}, {@code Sanitized}, {@code <TOKEN>}, {@code ***} and the
 * like.
 */
public final class Mask {
  private static final Pattern MASK =
      Pattern.compile(
          "\\*{3,}|•{3,}|\\.{3,}|…"
              + "|redacted|masked|hidden|sanitized|sanitised|scrubbed|censored|obfuscated"
              + "|(?<![a-z0-9])(x{6,}|removed|filtered|dummy|placeholder|secret|fake|mock)(?![a-z0-9])"
              + "|\\[[^]]*]|<[^>]*>|\\{\\{[^}]*}}|\\$\\{[^}]*}|(?<!\\S)\\$[a-z_]\\w*$",
          Pattern.CASE_INSENSITIVE);

  private Mask() {}

  /** Whether a value has a mask in it, so that nothing can be said of what it stands for. */
  public static boolean isIn(String value) {
    return MASK.matcher(value).find();
  }
}
