package dev.concordat.conformance.redaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets in the values of headers: the token behind the scheme, the parts of a signature. */
final class Credentials {
  private static final Set<String> SCHEMES =
      Set.of(
          "bearer",
          "basic",
          "digest",
          "token",
          "apikey",
          "key",
          "oauth",
          "negotiate",
          "hmac",
          "aws4-hmac-sha256",
          "signature",
          "jwt",
          "gnap",
          "dpop",
          "hawk",
          "sso-key");
  private static final String BCE = "bce-auth-v1/";
  private static final int MIN_LINE = 16;
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z][\\w.-]*)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,;\"]+))");
  private static final Set<String> DESCRIBING =
      Set.of("realm", "algorithm", "qop", "uri", "nc", "charset", "signedheaders", "headers");
  // What the values of unknown headers are made of that are no secrets: words, and small numbers.
  private static final Pattern PLAIN = Pattern.compile("(?=.{1,19}$)[a-z]+(-[a-z]+)*|\\d{1,15}");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("(application|audio|font|image|message|multipart|text|video)/[a-z0-9.+*-]+");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;]+");
  private static final Pattern BETWEEN_LINES = Pattern.compile("[\\s\\\\]+");
  private static final Pattern PADDED = Pattern.compile("[^=]*={1,2}");
  private static final Pattern IN_PARTS = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

  private Credentials() {}

  /** The secrets of a header that is not known to be harmless. */
  static Set<String> of(String name, String value) {
    Set<String> found = new LinkedHashSet<>();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cookie")) {
      Arrays.stream(value.split(";", -1)).forEach(pair -> pair(pair, found));
    } else if (lower.equals("set-cookie")) {
      pair(value.split(";", 2)[0], found);
    } else if (SecretNames.Scope.HEADER.isSecret(name)) {
      credential(value, found);
    } else {
      BETWEEN_WORDS
          .splitAsStream(value)
          .filter(word -> !PLAIN.matcher(word).matches())
          .filter(word -> !MEDIA_TYPE.matcher(word).matches())
          .forEach(found::add);
    }
    found.addAll(found.stream().map(Credentials::decoded).toList());
    return found;
  }

  /** The secrets of a text that has a well-known form. */
  static Set<String> ofForm(String text) {
    Set<String> found = new LinkedHashSet<>();
    String secret = text.substring(text.startsWith("-----") ? 0 : text.lastIndexOf(' ') + 1);
    if (secret.startsWith(BCE)) {
      credential(secret, found);
      return found;
    }
    found.add(secret);
    if (secret.startsWith("-----")) {
      // Of a key in lines, each may stand alone.
      BETWEEN_LINES
          .splitAsStream(secret)
          .filter(line -> line.length() >= MIN_LINE)
          .forEach(found::add);
    } else if (secret.startsWith("bce-")) {
      Arrays.stream(secret.split("/", -1)).skip(1).forEach(found::add);
    } else if (secret.startsWith("eyJ")) {
      found.addAll(Arrays.asList(secret.split("\\.", -1)));
    }
    return found;
  }

  /** The scheme word of a credential and the space behind it, empty where it has none. */
  static String scheme(String value) {
    int space = value.indexOf(' ');
    String word = space < 0 ? value : value.substring(0, space);
    return SCHEMES.contains(word.toLowerCase(Locale.ROOT))
        ? value.substring(0, Math.min(value.length(), word.length() + 1))
        : "";
  }

  /** The parts of a BCE credential, none where it is no such. */
  static String[] bceParts(String value) {
    return value.startsWith(BCE) ? value.split("/", -1) : new String[0];
  }

  private static void credential(String value, Set<String> found) {
    String scheme = scheme(value).strip().toLowerCase(Locale.ROOT);
    String token = value.substring(scheme(value).length()).strip();
    String[] bce = bceParts(token);
    if (bce.length > 0) {
      for (int i = 1; i < bce.length; i++) {
        if (i != 2 && i != 3 && i != 4) {
          found.add(bce[i]);
        }
      }
      return;
    }
    Matcher parameters = PARAMETER.matcher(token);
    if (parameters.lookingAt() && !isPadding(token)) {
      parameters.reset();
      while (parameters.find()) {
        String text = parameters.group(2) == null ? parameters.group(3) : parameters.group(2);
        if (!DESCRIBING.contains(parameters.group(1).toLowerCase(Locale.ROOT))) {
          found.add(text);
          found.add(text.split("/", 2)[0]);
        }
      }
    }
    found.add(token);
    found.addAll(Arrays.asList(BETWEEN_WORDS.split(token, -1)));
    if (IN_PARTS.matcher(token).matches()) {
      found.addAll(Arrays.asList(token.split("\\.", -1)));
    }
    if (scheme.equals("basic")) {
      basic(token, found);
    }
  }

  private static boolean isPadding(String token) {
    return PADDED.matcher(token).matches();
  }

  private static void basic(String token, Set<String> found) {
    try {
      String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      found.add(pair);
      found.add(pair.substring(0, Math.max(colon, 0)));
      found.add(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      found.add(token);
    }
  }

  private static void pair(String pair, Set<String> found) {
    String value = pair.substring(pair.indexOf('=') + 1).strip();
    found.add(value);
    if (value.startsWith("\"") && value.endsWith("\"") && value.length() > 1) {
      found.add(value.substring(1, value.length() - 1));
    }
  }

  /** A text with its percent escapes undone, or as it is where they are none. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
