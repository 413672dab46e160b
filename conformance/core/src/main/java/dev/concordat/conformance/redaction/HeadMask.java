package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Mask;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a recording has in the place of a value: a scheme word, a time, a number and a boolean stay
 * what they are, so that the form of the value is judged as that of the original would be.
 */
final class HeadMask {
  private static final int MINUTES = 16;
  private static final int SIGNED_HEADERS = 4;
  private static final Pattern HEADER =
      Pattern.compile("[A-Za-z]{1,20}(?:[-_.][A-Za-z0-9]{1,20}){0,5}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");
  // What another recorder, or a caller, put in the place of a secret stays such, since nothing is
  // said of it.
  private static final String OTHER_MASK = "***";

  private HeadMask() {}

  /** A credential as a recording has it; one that another mask is in still has one. */
  static String ofCredential(String value) {
    String masked = of(value, kept -> false);
    return Mask.isIn(value) && !Mask.isIn(masked) ? masked + OTHER_MASK : masked;
  }

  /**
   * The value as a recording has it.
   *
   * @param isKept whether a value that is no secret is kept
   */
  static String of(String value, Predicate<String> isKept) {
    if (isKept.test(value)) {
      return value;
    }
    String scheme = Credentials.scheme(value);
    String rest = value.substring(scheme.length());
    String[] bce = Credentials.bceParts(rest);
    if (bce.length == 0) {
      return scheme + (scheme.isEmpty() ? plain(rest) : words(rest));
    }
    for (int i = 1; i < bce.length; i++) {
      bce[i] = i == SIGNED_HEADERS ? names(bce[i]) : plain(bce[i]);
    }
    return scheme + String.join("/", bce);
  }

  // Behind a scheme there is one word, and how many there are says whether it is right.
  private static String words(String rest) {
    return rest.isBlank() || Mask.isIn(rest)
        ? plain(rest)
        : BETWEEN_WORDS
            .splitAsStream(rest.strip())
            .map(HeadMask::plain)
            .collect(Collectors.joining(" "));
  }

  // The names of headers, since they say whether one is signed that has to be, and is sent. What is
  // none is signed and never sent, whatever it is.
  private static String names(String signed) {
    return Stream.of(signed.split(";", -1))
        .map(
            name ->
                name.isEmpty() || (HEADER.matcher(name).matches() && !Looks.isSecret(name))
                    ? name
                    : Secrets.MASK)
        .collect(Collectors.joining(";"));
  }

  private static String plain(String value) {
    if (value.isBlank()) {
      return value;
    }
    if (value.length() > MINUTES && Secrets.isTime(value)) {
      char separator = value.charAt(10);
      return separator == 'T' || separator == 't'
          ? "1970-01-01" + separator + "00:00" + value.substring(MINUTES).replaceAll("\\d", "0")
          : Secrets.MASK;
    }
    if (value.equals("true") || value.equals("false")) {
      return value;
    }
    if (Mask.is(value)) {
      return OTHER_MASK;
    }
    return value.matches("[0-9]+") ? "0" : Secrets.MASK;
  }
}
