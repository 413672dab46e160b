package dev.concordat.conformance.drift;

import java.util.regex.Pattern;

/**
 * Tells what looks like a credential or like what identifies a person. It errs on the side of
 * hiding: what is hidden is still counted, and what is shown may stand in a report for good.
 */
final class Secrets {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE;

  /** What is recognised by its form, wherever in a text it stands. */
  private static final Pattern FORM =
      Pattern.compile(
          String.join(
              "|",
              "\\b(bearer|basic|digest)\\s+\\S",
              "-----BEGIN",
              "\\bdata:[a-z]+/",
              "\\S@\\S",
              "://\\S*[?#]",
              "\\b[spra]k-\\w",
              "\\b(gh[a-z]|xox[a-z]|glpat|hf|npm|pypi)[_-]\\w{4}",
              "\\b(AKIA|ALTAK|LTAI|AIza|ya29|eyJ)[\\w.-]{3}",
              "bce-auth-v1/",
              "(passw|pwd|secret|token|[_-]?key|authorization|credential|cookie|session)"
                  + "\\w*[\"']?\\s*[:=]",
              "\\d{11}",
              "\\+\\d[\\d -]{7}",
              "\\b1\\d{2}[ -]\\d{4}[ -]\\d{4}\\b",
              "(\\d{4}[ -]){3}\\d{4}",
              "\\b[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\\b"),
          FLAGS);

  /** Runs of letters and digits that no word or version has. */
  private static final Pattern RUN =
      Pattern.compile(
          String.join(
              "|",
              "(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9]{16}",
              "(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\\d)[A-Za-z0-9]{12}",
              "[A-Za-z0-9+/_-]{18,}=(?![A-Za-z0-9])"));

  /** A single long word in which letters and digits take turns. */
  private static final Pattern MIXED_WORD =
      Pattern.compile(
          "(?<!\\S)(?=\\S*[a-z])(?=\\S*[A-Z])(?=\\S{20})"
              + "(\\S*?([A-Za-z]\\d|\\d[A-Za-z])){4}\\S*(?!\\S)");

  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{24}");

  private static final Pattern NAME =
      Pattern.compile(
          "secret|passw|pwd|credential|signature|authoriz|cookie|session|mail|phone|mobile"
              + "|(api|access)_?-?key|private|(^|[_-])(key|token|auth|sign?|pin|otp|ssn|[as]k)([_-]|$)"
              + "|[a-z](?-i:Key|Token)$",
          FLAGS);

  private static final Pattern NAME_OF_NUMBER =
      Pattern.compile("secret|passw|pwd|phone|mobile|(^|[_-])(pin|otp|ssn|card)([_-]|$)", FLAGS);

  // A longer text is not shown whatever it says, and not searched.
  private static final int MAX_SEARCHED = 200;

  private Secrets() {}

  /** Whether a value looks like one, or has one in it. */
  static boolean isLikely(String text) {
    return isLikelyName(text) || LETTERS.matcher(text).find();
  }

  /** Whether a name looks like one; names have long words where values do not. */
  static boolean isLikelyName(String text) {
    return text.length() > MAX_SEARCHED
        || FORM.matcher(text).find()
        || RUN.matcher(text).find()
        || MIXED_WORD.matcher(text).find();
  }

  /** Whether a field of this name has texts that are secret, whatever they look like. */
  static boolean isNameOf(String name) {
    return NAME.matcher(name).find();
  }

  /** Whether a field of this name has numbers that are secret. */
  static boolean isNumberOfPerson(String name) {
    return NAME_OF_NUMBER.matcher(name).find();
  }
}
