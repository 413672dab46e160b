package dev.concordat.conformance.redaction;

import java.util.List;
import java.util.Set;

/** Names that say that their value is a secret. */
final class SecretNames {
  // Too short to mean a secret wherever they stand in a text.
  private static final Set<String> AS_MEMBER =
      Set.of("token", "ak", "sk", "auth", "pass", "pwd", "jwt", "bearer", "ssoak");
  private static final List<String> ENDS =
      List.of(
          "accesskey",
          "accesskeyid",
          "accountkey",
          "appkey",
          "authkey",
          "authorization",
          "clientkey",
          "cookie",
          "cookies",
          "encryptionkey",
          "licensekey",
          "masterkey",
          "passcode",
          "passphrase",
          "privatekey",
          "sessionid",
          "sessionkey",
          "sharedkey",
          "signature",
          "signingkey",
          "subscriptionkey",
          "accesstoken",
          "apitoken",
          "authtoken",
          "authenticationtoken",
          "authorizationtoken",
          "bearertoken",
          "bottoken",
          "csrftoken",
          "devicetoken",
          "idtoken",
          "refreshtoken",
          "securitytoken",
          "sessiontoken",
          "sastoken",
          "usertoken",
          "xsrftoken");
  private static final List<String> PARTS =
      List.of("apikey", "credential", "passwd", "password", "secret", "ssoak");
  private static final List<String> HEADER_PARTS =
      List.of("auth", "cookie", "key", "pass", "session", "sign", "token", "jwt");

  private SecretNames() {}

  /** Whether the value of a JSON member or form field of this name is a secret. */
  static boolean isMember(String name) {
    String plain = plain(name);
    return AS_MEMBER.contains(plain) || isPlain(plain);
  }

  /** Whether what follows this name and a colon in a text is a secret. */
  static boolean isInText(String name) {
    return isPlain(plain(name));
  }

  /** Whether a header of this name carries a credential. */
  static boolean isHeader(String name) {
    String plain = plain(name);
    return AS_MEMBER.contains(plain)
        || isPlain(plain)
        || HEADER_PARTS.stream().anyMatch(plain::contains);
  }

  private static boolean isPlain(String plain) {
    return ENDS.stream().anyMatch(plain::endsWith) || PARTS.stream().anyMatch(plain::contains);
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char next = name.charAt(i);
      if ((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9')) {
        plain.append(next);
      } else if (next >= 'A' && next <= 'Z') {
        plain.append((char) (next + 32));
      }
    }
    return plain.toString();
  }
}
