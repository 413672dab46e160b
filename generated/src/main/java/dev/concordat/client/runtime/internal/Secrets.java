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
    if (credential.startsWith("bce-auth-v1/")) {
      // The access key and the signature, which providers repeat without what is around them.
      String[] parts = credential.split("/", -1);
      return maskPart(maskPart(masked, parts[1]), parts[parts.length - 1]);
    }
    return maskPart(masked, credential);
  }

  private static String maskPart(String text, String secret) {
    return secret.length() < 4 ? text : text.replace(secret, "***");
  }
}
