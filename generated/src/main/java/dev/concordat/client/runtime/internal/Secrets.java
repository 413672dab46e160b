package dev.concordat.client.runtime.internal;

import java.util.Locale;

/** Which headers hold credentials, and how a text is freed of them. */
final class Secrets {
  private Secrets() {}

  static boolean isSecret(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("authorization") || name.equals("sso-ak") || name.contains("api-key");
  }

  /** The text without the value of such a header, and without the part behind its scheme. */
  static String mask(String text, String value) {
    String masked = text.replace(value, "***");
    String credential = value.substring(value.indexOf(' ') + 1);
    return credential.length() < 4 ? masked : masked.replace(credential, "***");
  }
}
