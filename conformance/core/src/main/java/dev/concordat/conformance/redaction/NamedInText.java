package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of a text that is not JSON, or not whole: what stands behind a name that says so, and
 * what has the form of a well-known kind of key.
 */
final class NamedInText {
  private static final int MAX_NAME = 40;
  private static final int MAX_VALUE = 4096;
  private static final int SURE = 20;
  private static final String QUOTES = "\"'\\ \t\r\n";
  private static final String DELIMITERS = QUOTES + ",;&<>{}()[]";
  // By what they begin with.
  private static final Map<String, Pattern> KNOWN_FORMS =
      Map.of(
          "sk-", Pattern.compile("sk-[A-Za-z0-9_-]{16,}"),
          "eyJ", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]+)?"),
          "AKIA", Pattern.compile("AKIA[A-Z0-9]{16}"),
          "ALTAK", Pattern.compile("ALTAK-?[A-Za-z0-9-]{16,}"),
          "AIza", Pattern.compile("AIza[A-Za-z0-9_-]{30,}"),
          "gh", Pattern.compile("gh[pousr]_[A-Za-z0-9]{20,}"),
          "github_pat_", Pattern.compile("github_pat_[A-Za-z0-9_]{20,}"),
          "bce-auth-v1/", Pattern.compile("bce-auth-v1/[!-~&&[^\"'\\\\]]{8,}"),
          "earer ", Pattern.compile("earer [A-Za-z0-9._~+/=-]{16,}"));
  private static final String FORM_BEGIN = "name=\"";
  private static final Pattern FORM_PART =
      Pattern.compile(
          "name=\"([^\"\r\n]{1,60})\"[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,9}\r?\n\r?\n([^\r\n]+)");

  private NamedInText() {}

  static Set<String> of(TextView view) {
    Set<String> found = new TreeSet<>();
    Map<String, Boolean> names = new HashMap<>();
    byte[] bytes = view.bytes();
    for (int i = 1; i < bytes.length; i++) {
      if ((bytes[i] == ':' || bytes[i] == '=' || bytes[i] == '>')
          && names.computeIfAbsent(nameBefore(bytes, i), SecretNames::isInText)) {
        value(bytes, i + 1, found);
      }
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    KNOWN_FORMS.forEach(
        (begin, form) -> each(text, begin, form, known -> known(known.group(), found)));
    each(text, FORM_BEGIN, FORM_PART, part -> formPart(part, found));
    return found;
  }

  private static void each(String text, String begin, Pattern form, Consumer<Matcher> sink) {
    Matcher matcher = form.matcher(text);
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      if (matcher.region(at, text.length()).lookingAt()) {
        sink.accept(matcher);
        at = matcher.end() - 1;
      }
    }
  }

  private static void known(String key, Set<String> found) {
    if (Credentials.bceParts(key).length > 0) {
      found.addAll(Credentials.of("authorization", key));
    } else {
      found.add(key.substring(key.indexOf(' ') + 1));
    }
  }

  private static void formPart(Matcher part, Set<String> found) {
    if (SecretNames.isMember(part.group(1))) {
      found.add(utf8(part.group(2)));
    }
  }

  private static String nameBefore(byte[] bytes, int separator) {
    int end = separator;
    while (end > 0 && QUOTES.indexOf(bytes[end - 1]) >= 0 && separator - end < MAX_NAME) {
      end--;
    }
    int start = end;
    while (start > 0 && isName(bytes[start - 1]) && end - start < MAX_NAME) {
      start--;
    }
    return end - start < 4 ? "" : new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }

  private static void value(byte[] bytes, int from, Set<String> found) {
    int start = skipQuotes(bytes, from);
    int end = end(bytes, start);
    String value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (!value.isEmpty() && !Credentials.scheme(value).isEmpty()) {
      start = skipQuotes(bytes, end);
      end = end(bytes, start);
      value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    // A word behind such a name is more often prose than a secret.
    if (value.length() >= SURE || value.chars().anyMatch(Character::isDigit)) {
      found.addAll(Credentials.of("authorization", value));
    }
  }

  private static int skipQuotes(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && QUOTES.indexOf(bytes[at]) >= 0 && at - from < MAX_NAME) {
      at++;
    }
    return at;
  }

  private static int end(byte[] bytes, int start) {
    int at = start;
    while (at < bytes.length && DELIMITERS.indexOf(bytes[at]) < 0 && at - start < MAX_VALUE) {
      at++;
    }
    return at;
  }

  private static boolean isName(byte next) {
    return (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || (next >= '0' && next <= '9')
        || next == '_'
        || next == '-';
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
