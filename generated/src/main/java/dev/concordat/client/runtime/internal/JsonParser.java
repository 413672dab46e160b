package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text after the letter of RFC 8259, value by value, with no tree in between.
 * Moshi's reader is laxer (it takes {@code True} and line ends within strings) and gives up at 255
 * levels.
 *
 * <p>The texts of values and the names of members are read by {@link JsonScanner}; this class knows
 * what may follow what, and where it is: the path is written out only when something is wrong.
 */
public final class JsonParser {
  private final JsonScanner in;
  private final JsonPlace place;

  /** A parser of a text. A byte order mark before it is skipped. */
  JsonParser(String json) {
    this(json, "$");
  }

  /**
   * The same of a value inside of another.
   *
   * @param root where the text starts, as errors say it
   */
  JsonParser(String json, String root) {
    this.in = new JsonScanner(json);
    this.place = new JsonPlace(root);
  }

  /**
   * The value that the whole text stands for.
   *
   * @throws JsonDecodeException if it is not one JSON value, or stands for none
   */
  <T extends @Nullable Object> T whole(Codec<T> codec) {
    long start = mark();
    try {
      T value = codec.read(this);
      requireEnd();
      return value;
    } catch (JsonDecodeException refused) {
      // That it is no JSON at all is told before what is wrong in it.
      reset(start);
      JsonValue unused = value();
      requireEnd();
      throw refused;
    }
  }

  private void requireEnd() {
    char unused = in.skipSpace();
    if (!in.isAtEnd()) {
      throw error("text after the JSON value");
    }
  }

  /** Whether the next value is of this kind; of what is no JSON none is. */
  public boolean nextIs(Class<? extends JsonValue> kind) {
    return switch (in.skipSpace()) {
      case '{' -> kind.isAssignableFrom(JsonObject.class);
      case '[' -> kind.isAssignableFrom(JsonArray.class);
      case '"' -> kind.isAssignableFrom(JsonString.class);
      case 't', 'f' -> kind.isAssignableFrom(JsonBoolean.class);
      case 'n' -> kind.isAssignableFrom(JsonNull.class);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          kind.isAssignableFrom(JsonNumber.class);
      default -> false;
    };
  }

  /** The next value, whatever it is. */
  public JsonValue value() {
    return switch (next()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsonString(string());
      case 't' -> word("true", JsonBoolean.TRUE);
      case 'f' -> word("false", JsonBoolean.FALSE);
      case 'n' -> word("null", JsonNull.NULL);
      default -> number();
    };
  }

  /**
   * The text of a member of the object that comes next, which is not taken.
   *
   * @return null if no object comes next, or the member is absent or no string
   */
  public @Nullable String tag(String name) {
    long start = mark();
    try {
      return find(name) && next() == '"' ? string() : null;
    } finally {
      reset(start);
    }
  }

  /** Whether a member of the object that comes next, if it is there, is one of these texts. */
  public boolean isOneOf(String name, String... texts) {
    long start = mark();
    try {
      return !find(name) || (next() == '"' && List.of(texts).contains(string()));
    } finally {
      reset(start);
    }
  }

  // Comes to a member of the object that comes next; false if there is none.
  private boolean find(String name) {
    if (in.skipSpace() != '{') {
      return false;
    }
    for (boolean more = open('}'); more; more = more('}')) {
      if (name.equals(name())) {
        return true;
      }
      skip();
    }
    return false;
  }

  /** This place, to come back to. */
  public long mark() {
    return ((long) place.level() << 32) | in.at();
  }

  /** Goes back to a place. */
  public void reset(long mark) {
    in.at((int) mark);
    place.backTo((int) (mark >> 32));
  }

  /** An error at the value that is being read, for the caller to throw. */
  JsonDecodeException error(String problem) {
    return place.error(problem);
  }

  /** An error for a value of the wrong kind, for the caller to throw. */
  JsonDecodeException mismatch(String expected) {
    return error("expected " + expected + ", found " + kind());
  }

  private String kind() {
    return switch (next()) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }

  /** Passes over a null; whether there was one. */
  boolean skipNull() {
    if (in.skipSpace() != 'n') {
      return false;
    }
    JsonValue unused = word("null", JsonNull.NULL);
    return true;
  }

  String string(String expected) {
    if (in.skipSpace() != '"') {
      throw mismatch(expected);
    }
    return string();
  }

  JsonNumber number(String expected) {
    char c = in.skipSpace();
    if (c != '-' && (c < '0' || c > '9')) {
      throw mismatch(expected);
    }
    return number();
  }

  boolean bool(String expected) {
    return switch (in.skipSpace()) {
      case 't' -> word("true", JsonBoolean.TRUE).value();
      case 'f' -> word("false", JsonBoolean.FALSE).value();
      default -> throw mismatch(expected);
    };
  }

  /**
   * Opens an object or array; whether there is anything in it.
   *
   * @param expected what to open, as an error says it
   */
  boolean open(char end, String expected) {
    if (in.skipSpace() != (end == '}' ? '{' : '[')) {
      throw mismatch(expected);
    }
    return open(end);
  }

  private boolean open(char end) {
    in.skip();
    place.enter();
    return !closed(end, next());
  }

  /** Whether there is another member or item; else closes the object or array. */
  boolean more(char end) {
    place.leaveMember();
    char c = next();
    if (closed(end, c)) {
      return false;
    }
    if (c != ',') {
      throw notJson();
    }
    in.skip();
    in.skipSpace();
    return true;
  }

  private boolean closed(char end, char c) {
    if (c != end) {
      return false;
    }
    in.skip();
    place.leave();
    return true;
  }

  /** Comes to an item of the array that is open. */
  void item(int index) {
    place.item(index);
  }

  /**
   * Comes to a member of the object that is open.
   *
   * @param names those that are known
   * @param likely the place of the one that probably comes
   * @return its place among the names; -1 if it is none of them
   */
  int member(MemberNames names, int likely) {
    requireName();
    int found = in.name(names, likely);
    if (found < 0) {
      String name = string();
      found = names.find(name); // It may have been written with escapes.
      place.member(name);
    } else {
      place.member(names.text(found));
    }
    requireColon();
    return found;
  }

  /** Comes to a member of the object that is open, and gives its name. */
  String name() {
    requireName();
    String name = string();
    place.member(name);
    requireColon();
    return name;
  }

  /** The name of the member that was come to. */
  String lastName() {
    return place.name();
  }

  JsonDecodeException twice() {
    return error("the member is there twice");
  }

  private void requireName() {
    if (next() != '"') {
      throw notJson();
    }
  }

  private void requireColon() {
    if (next() != ':') {
      throw notJson();
    }
    in.skip();
  }

  private JsonObject object() {
    JsonObject.Builder object = JsonObject.builder();
    for (boolean more = open('}'); more; more = more('}')) {
      String name = name();
      if (object.has(name)) {
        JsonValue unused = value(); // What is wrong in it is told first.
        throw twice();
      }
      object.put(name, value());
    }
    return object.build();
  }

  private JsonArray array() {
    List<JsonValue> items = new ArrayList<>();
    for (boolean more = open(']'); more; more = more(']')) {
      item(items.size());
      items.add(value());
    }
    return new JsonArray(items);
  }

  // Passes over a value, of which nothing is made.
  private void skip() {
    char c = next();
    if (c == '"') {
      if (!in.skipString()) {
        throw in.isAtEnd() ? endsEarly() : notJson();
      }
    } else if (c == '{') {
      for (boolean more = open('}'); more; more = more('}')) {
        requireName();
        skip();
        requireColon();
        skip();
      }
    } else if (c == '[') {
      for (boolean more = open(']'); more; more = more(']')) {
        skip();
      }
    } else {
      JsonValue unused = value();
    }
  }

  private JsonNumber number() {
    JsonNumber number = in.number();
    if (number == null) {
      throw notJson();
    }
    return number;
  }

  private String string() {
    String text = in.string();
    if (text == null) {
      throw in.isAtEnd() ? endsEarly() : notJson();
    }
    return text;
  }

  private <V extends JsonValue> V word(String word, V value) {
    if (!in.skip(word)) {
      throw in.isAtEnd() ? endsEarly() : notJson();
    }
    return value;
  }

  // The next character that says something, which there has to be.
  private char next() {
    char c = in.skipSpace();
    if (c == JsonScanner.END) {
      throw in.isAtEnd() ? endsEarly() : notJson();
    }
    return c;
  }

  private JsonDecodeException notJson() {
    return error("not JSON");
  }

  private JsonDecodeException endsEarly() {
    return error("the JSON text ends too early");
  }
}
