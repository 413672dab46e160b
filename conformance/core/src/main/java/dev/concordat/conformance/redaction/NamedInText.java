package dev.concordat.conformance.redaction;

import dev.concordat.conformance.json.SharedNames;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of a text that is not JSON, or not whole: what stands behind a name that says so, in
 * a URL before its host, or has the form of a well-known kind of key.
 */
final class NamedInText {
  private static final int MAX_NAME = 40;
  private static final int MIN_NAME = 4;
  private static final int MIN_NAME_IN_URL = 2;
  private static final int MAX_VALUE = 4096;
  private static final int MAX_NAMES_IN_VALUE = 8;
  private static final int MAX_USER = 400;
  private static final int SURE = 20;
  private static final String AROUND = "\"'\\ \t\r\n";
  // What stands behind it may be from another place of the text.
  private static final String GAP = "\0";
  private static final boolean[] QUOTES = ascii(AROUND);
  private static final boolean[] DELIMITERS = ascii(AROUND + GAP + ",;&<>{}()[]");
  private static final boolean[] URL_ENDS = ascii(AROUND + GAP + "<>?#/{}");
  private static final boolean[] NAMES =
      ascii("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
  private static final String FORM_BEGIN = "name=\"";
  // What has no line's end in it ends there, so that nothing is tried again with less of it.
  private static final Pattern FORM_PART =
      Pattern.compile(
          "name=\"([^\"\r\n"
              + "]{1,60}+)\"[^\r\n"
              + "]{0,200}+(?:\r"
              + "?\n"
              + "[^\r\n"
              + "]{1,200}+){0,9}\r"
              + "?\n\r"
              + "?\n"
              + "([^\r\n"
              + "]++)");
  // The most that stands between the beginning of a part and the end of its line.
  private static final int MAX_LINE = 300;

  private static final SharedNames SHARED = new SharedNames();

  private static final SecretForms FORMS = SecretCatalogue.shipped().forms();
  private static final int ASCII = 128;
  private static final byte NAMED = 1;
  private static final byte FORM = 1 << 1;

  // What two characters may be: the second the end of a name, both the beginning of a key.
  private static final byte[] KINDS = kinds();

  private final byte[] bytes;
  // Most texts have none.
  private Set<String> found = Set.of();
  private boolean hasFormPart;
  private int valueEnd;
  private int namesInValue;
  private boolean hasForm;

  private NamedInText(byte[] bytes) {
    this.bytes = bytes;
  }

  private static boolean[] ascii(String some) {
    boolean[] table = new boolean[256];
    some.chars().forEach(letter -> table[letter] = true);
    return table;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[ASCII * ASCII];
    for (int first = 0; first < ASCII; first++) {
      kinds[first * ASCII + ':'] = NAMED;
      kinds[first * ASCII + '='] = NAMED;
      kinds[first * ASCII + '>'] = NAMED;
      kinds[first * ASCII + '/'] = NAMED;
    }
    FORMS.eachBeginning((first, second) -> kinds[first * ASCII + second] |= FORM);
    return kinds;
  }

  static Set<String> of(TextView view) {
    NamedInText text = new NamedInText(view.bytes());
    text.look();
    text.forms();
    return text.found;
  }

  // Bytes that are not ASCII are taken for some that are, and looked at again.
  private void look() {
    int before = bytes.length == 0 ? 0 : bytes[0] & (ASCII - 1);
    for (int i = 1; i < bytes.length; i++) {
      int next = bytes[i] & (ASCII - 1);
      int kind = KINDS[before * ASCII + next];
      if (kind != 0) {
        look(i, kind);
      }
      before = next;
    }
  }

  private void look(int at, int kind) {
    if ((kind & FORM) != 0) {
      hasForm = hasForm || FORMS.beginsAt(bytes, at - 1);
    }
    switch (bytes[at]) {
      case ':', '=', '>' -> {
        hasFormPart |= bytes[at] == '=' && isFormBegin(at);
        named(at);
      }
      case '/' -> {
        if (bytes[at - 1] == '/' && at > 2 && bytes[at - 2] == ':') {
          userInfo(at + 1);
        }
      }
      default -> {
        // Nothing begins here.
      }
    }
  }

  private boolean isFormBegin(int equals) {
    int start = equals - FORM_BEGIN.indexOf('=');
    if (start < 0 || start + FORM_BEGIN.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < FORM_BEGIN.length(); i++) {
      if (bytes[start + i] != FORM_BEGIN.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void forms() {
    if (!hasFormPart && !hasForm) {
      return;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    FORMS.each(
        text, form -> found().addAll(Credentials.ofForm(text.substring(form.start(), form.end()))));
    Matcher part = FORM_PART.matcher(text);
    for (int at = text.indexOf(FORM_BEGIN); at >= 0; at = text.indexOf(FORM_BEGIN, at)) {
      int line = text.indexOf('\n', at);
      if (line < 0) {
        return;
      }
      if (line - at > MAX_LINE) {
        at = line - MAX_LINE;
        continue;
      }
      if (part.region(at, text.length()).lookingAt()
          && SecretNames.Scope.MEMBER.isSecret(part.group(1))) {
        found().add(utf8(part.group(2)));
      }
      at++;
    }
  }

  private Set<String> found() {
    if (found.isEmpty()) {
      found = new TreeSet<>();
    }
    return found;
  }

  private void named(int separator) {
    int end = separator;
    while (end > 0 && QUOTES[bytes[end - 1] & 0xFF] && separator - end < MAX_NAME) {
      end--;
    }
    int start = end;
    while (start > 0 && NAMES[bytes[start - 1] & 0xFF] && end - start < MAX_NAME) {
      start--;
    }
    boolean isInUrl =
        bytes[separator] == '='
            && end == separator
            && start > 0
            && "?&;".indexOf(bytes[start - 1]) >= 0;
    if (end - start < (isInUrl ? MIN_NAME_IN_URL : MIN_NAME)) {
      return;
    }
    String name = SHARED.of(bytes, start, end);
    if (SecretNames.Scope.TEXT.isSecret(name)
        || (isInUrl && SecretNames.Scope.URL.isSecret(name))) {
      // In a value, which is a secret as a whole, may be a few with names of their own.
      namesInValue = separator < valueEnd ? namesInValue + 1 : 0;
      if (namesInValue > MAX_NAMES_IN_VALUE) {
        return;
      }
      value(separator + 1, bytes[separator] != ':');
    }
  }

  private void value(int from, boolean isAssigned) {
    int start = skipQuotes(from);
    int end = end(start, DELIMITERS, MAX_VALUE);
    String value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (!value.isEmpty() && !Credentials.scheme(value).isEmpty()) {
      start = skipQuotes(end);
      end = end(start, DELIMITERS, MAX_VALUE);
      value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    valueEnd = Math.max(valueEnd, end);
    boolean isQuoted = start > from && "\"'".indexOf(bytes[start - 1]) >= 0;
    // A word behind a colon is more often prose than a secret.
    if (isAssigned
        || isQuoted
        || value.length() >= SURE
        || value.chars().anyMatch(Character::isDigit)) {
      found().addAll(Credentials.of("authorization", value));
    }
  }

  private void userInfo(int start) {
    int end = end(start, URL_ENDS, MAX_USER);
    for (int at = end - 1; at > start; at--) {
      if (bytes[at] == '@') {
        String user = new String(bytes, start, at - start, StandardCharsets.UTF_8);
        int colon = user.indexOf(':');
        String secret = user.substring(colon + 1);
        found().add(secret);
        found().add(Credentials.decoded(secret));
        if (colon > 0 && Looks.isSecret(user.substring(0, colon))) {
          found().add(user.substring(0, colon));
        }
        return;
      }
    }
  }

  private int skipQuotes(int from) {
    int at = from;
    while (at < bytes.length && QUOTES[bytes[at] & 0xFF] && at - from < MAX_NAME) {
      at++;
    }
    return at;
  }

  private int end(int start, boolean[] delimiters, int max) {
    int at = start;
    while (at < bytes.length && !delimiters[bytes[at] & 0xFF] && at - start < max) {
      at++;
    }
    return at;
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
