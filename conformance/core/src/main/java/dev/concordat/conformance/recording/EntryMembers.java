package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the members of a HAR's objects as they pass, of bounded number and each once. */
final class EntryMembers {
  private static final int MAX_MEMBERS = 10_000;
  private static final int MAX_DIGITS = 15;

  // So many names are compared one by one, which costs less than a set.
  private static final int FEW = 16;

  private final EntryText entry;
  private final JsonParser parser;
  // The names of the members that were met, of each object around this place.
  private final List<String> names = new ArrayList<>();

  EntryMembers(EntryText entry) {
    this.entry = entry;
    this.parser = entry.parser();
  }

  /** What makes an entry none; the reader goes on behind it. */
  static final class BadEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEntry(String message) {
      super(message, null, false, false);
    }
  }

  /** Takes the value of a member that the parser stands at. */
  interface Member {
    void read(String name);
  }

  void object(String what, Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadEntry("%s must be an object".formatted(what));
    }
    int around = names.size();
    Set<String> many = null;
    int count = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
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
      parser.nextToken();
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
    parser.skipChildren();
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  @Nullable String text(String what) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw new BadEntry("%s must be a text".formatted(what));
    };
  }

  /** A text in UTF-8, a question mark in the place of what UTF-8 has not. */
  byte @Nullable [] bytes(String what) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> entry.string();
      case VALUE_NULL -> null;
      default -> throw new BadEntry("%s must be a text".formatted(what));
    };
  }

  /** A text of a member that exporters made up; null where it is something else, or blank. */
  @Nullable String anyText() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getString();
      return text.isBlank() ? null : text;
    }
    skip();
    return null;
  }

  /** A count of bytes; -1 where it is not known, as HAR has it, or is none. */
  long count() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      String digits = parser.getString();
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
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new BadEntry("response.status must be a whole number");
    }
    String text = parser.getString();
    int status = text.length() > 3 || text.equals("-0") ? -2 : Integer.parseInt(text);
    if (status < -1 || (status > 0 && status < 100)) {
      throw new BadEntry("response.status is %s, which is no status".formatted(text));
    }
    return Math.max(0, status);
  }

  /** Headers; the pseudo-headers of HTTP/2 (RFC 9113, 8.3) are none. */
  Headers headers(String what) {
    Headers.Builder headers = new Headers.Builder();
    elements(
        what,
        () -> {
          String[] header = new String[2];
          object(
              "an element of " + what,
              name -> {
                switch (name) {
                  case "name" -> header[0] = text(what + ".name");
                  case "value" -> header[1] = text(what + ".value");
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

  private void elements(String what, Runnable element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new BadEntry("%s must be an array".formatted(what));
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
      if (++count > MAX_MEMBERS) {
        throw new BadEntry("%s has more than %d elements".formatted(what, MAX_MEMBERS));
      }
    }
  }

  /** How many elements an array has; -1 where it is none. */
  int elements() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      skip();
      return -1;
    }
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      skip();
      elements++;
    }
    return elements;
  }

  /** Goes through the objects of an array; what is no array and no object is passed over. */
  void objects(Member member) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      skip();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        object("an element", member);
        member.read("");
      } else {
        skip();
      }
    }
  }
}
