package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the members of a HAR's objects as they pass, of bounded number and each once. */
final class EntryMembers {
  private static final int MAX_MEMBERS = 10_000;
  private static final int MAX_DIGITS = 15;
  private static final double MAX_MILLIS = 1e14;

  // So many names are compared one by one, which costs less than a set.
  private static final int FEW = 16;

  private final EntryTokens tokens;
  // The names of the members that were met, of each object around this place.
  private final List<String> names = new ArrayList<>();

  EntryMembers(EntryTokens tokens) {
    this.tokens = tokens;
  }

  /** What makes an entry none; the reader goes on behind it. */
  static final class BadEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEntry(String message) {
      super(message, null, false, false);
    }
  }

  /** Takes the value of a member, at which the entry is. */
  interface Member {
    void read(String name);
  }

  void object(String what, Member member) {
    if (!isObject()) {
      throw new BadEntry("%s must be an object".formatted(what));
    }
    int around = names.size();
    Set<String> many = null;
    int count = 0;
    for (String name = tokens.member(); name != null; name = tokens.member()) {
      if (++count == FEW) {
        many = new HashSet<>(names.subList(around, names.size()));
      }
      boolean isNew = many == null ? isNew(name, around) : many.add(name);
      if (!isNew) {
        throw new BadEntry("%s has the member '%s' twice".formatted(what, shown(name)));
      }
      if (count > MAX_MEMBERS) {
        throw new BadEntry("%s has more than %d members".formatted(what, MAX_MEMBERS));
      }
      member.read(name);
    }
    names.subList(around, names.size()).clear();
  }

  private boolean isNew(String name, int around) {
    for (int i = around; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        return false;
      }
    }
    return names.add(name);
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  void skip() {
    tokens.skip();
  }

  boolean isNull() {
    return tokens.kind() == EntryTokens.Kind.NULL;
  }

  private boolean isList() {
    return tokens.kind() == EntryTokens.Kind.LIST;
  }

  boolean isObject() {
    return tokens.kind() == EntryTokens.Kind.OBJECT;
  }

  /**
   * A text, or null.
   *
   * @param what how messages name the object that has it
   */
  @Nullable String text(String what, String member) {
    return isText(what, member) ? tokens.text() : null;
  }

  /** A text that many entries have in common, or null. */
  @Nullable String word(String what, String member) {
    return isText(what, member) ? tokens.word() : null;
  }

  /** A text in UTF-8, a question mark in the place of what UTF-8 has not, or null. */
  byte @Nullable [] bytes(String what, String member) {
    return isText(what, member) ? tokens.utf8() : null;
  }

  private boolean isText(String what, String member) {
    return switch (tokens.kind()) {
      case TEXT -> true;
      case NULL -> false;
      default ->
          throw new BadEntry(
              "%s must be a text".formatted(what.isEmpty() ? member : what + "." + member));
    };
  }

  /** A text of a member that exporters made up; null where it is something else, or blank. */
  @Nullable String anyText() {
    if (tokens.kind() == EntryTokens.Kind.TEXT) {
      String text = tokens.text();
      return text.isBlank() ? null : text;
    }
    skip();
    return null;
  }

  /** A count of bytes; -1 where it is not known, as HAR has it, or is none. */
  long count() {
    if (tokens.kind() == EntryTokens.Kind.WHOLE) {
      String digits = tokens.digits();
      return digits.startsWith("-") || digits.length() > MAX_DIGITS ? -1 : Long.parseLong(digits);
    }
    skip();
    return -1;
  }

  /** The status of an answer; 0 where there was none, for which recorders write 0, -1 or null. */
  int status() {
    if (isNull()) {
      return 0;
    }
    if (tokens.kind() != EntryTokens.Kind.WHOLE) {
      throw new BadEntry("response.status must be a whole number");
    }
    String text = tokens.digits();
    int status = text.length() > 3 || text.equals("-0") ? -2 : Integer.parseInt(text);
    if (status < -1 || (status > 0 && status < 100)) {
      throw new BadEntry("response.status is %s, which is no status".formatted(text));
    }
    return Math.max(0, status);
  }

  /** Headers, none where they are null; the pseudo-headers of HTTP/2 (RFC 9113, 8.3) are none. */
  Headers headers(String what) {
    Headers.Builder headers = new Headers.Builder();
    if (isNull()) {
      return headers.build();
    }
    String element = "an element of " + what;
    elements(
        what,
        () -> {
          String[] header = new String[2];
          object(
              element,
              name -> {
                switch (name) {
                  case "name" -> header[0] = word(what, name);
                  case "value" -> header[1] = value(what, name);
                  default -> skip();
                }
              });
          if (header[0] == null) {
            throw new BadEntry("an element of %s has no name".formatted(what));
          }
          if (!header[0].startsWith(":")) {
            headers.add(header[0], header[1] == null ? "" : header[1]);
          }
        });
    return headers.build();
  }

  // Tools that take headers from a program write a length as the number that it is there.
  private @Nullable String value(String what, String name) {
    return tokens.kind() == EntryTokens.Kind.WHOLE ? tokens.digits() : text(what, name);
  }

  private void elements(String what, Runnable element) {
    if (!isList()) {
      throw new BadEntry("%s must be an array".formatted(what));
    }
    int count = 0;
    while (tokens.item()) {
      element.run();
      if (++count > MAX_MEMBERS) {
        throw new BadEntry("%s has more than %d elements".formatted(what, MAX_MEMBERS));
      }
    }
  }

  /** When the pieces of a body came, and how long each was; null where that is no array. */
  @Nullable Pieces pieces() {
    if (!isList()) {
      skip();
      return null;
    }
    Pieces pieces = new Pieces();
    long[] piece = {0, 0};
    while (tokens.item()) {
      if (isObject()) {
        object(
            "an element of _chunks",
            name -> {
              switch (name) {
                case "time" -> piece[0] = micros();
                case "size" -> piece[1] = Math.max(0, Math.min(count(), Integer.MAX_VALUE));
                default -> skip();
              }
            });
      } else {
        skip();
      }
      pieces.add(piece[0], (int) piece[1]);
    }
    return pieces;
  }

  // Milliseconds, of which some thousand years are enough.
  private long micros() {
    if (tokens.kind() == EntryTokens.Kind.WHOLE || tokens.kind() == EntryTokens.Kind.NUMBER) {
      return Math.round(Math.max(0, Math.min(tokens.number(), MAX_MILLIS)) * 1000);
    }
    skip();
    return 0;
  }

  /** How many elements an array has; -1 where it is none. */
  int elements() {
    if (!isList()) {
      skip();
      return -1;
    }
    int elements = 0;
    while (tokens.item()) {
      skip();
      elements++;
    }
    return elements;
  }

  /**
   * Goes through the objects of an array; what is no array and no object is passed over.
   *
   * @param end runs behind each object
   */
  void objects(Member member, Runnable end) {
    if (!isList()) {
      skip();
      return;
    }
    while (tokens.item()) {
      if (isObject()) {
        object("an element", member);
        end.run();
      } else {
        skip();
      }
    }
  }
}
