package dev.concordat.conformance.redaction;

import dev.concordat.conformance.json.SharedNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strings and numbers of JSON texts, and where they stand. It takes broken JSON as far as it
 * goes: what a server garbles may hold a secret all the same.
 */
final class JsonLeaves {
  private static final Set<String> OF_SCHEMA =
      Set.of(
          "$ref", "enum", "properties", "items", "anyOf", "oneOf", "allOf", "additionalProperties");
  private static final Set<String> SCHEMA_TYPES =
      Set.of("string", "number", "integer", "boolean", "object", "array", "null");

  /** The most strings of a body; more than a server of these providers says, and than fits. */
  private static final int MAX = 1_000_000;

  private static final int MAX_DEPTH = 500;

  private static final SharedNames SHARED = new SharedNames();

  private final TextView text;
  private final List<Leaf> leaves = new ArrayList<>();
  private Container open = new Container(null, true, false);

  private static final class Container {
    final @Nullable Container parent;
    final boolean isArray;
    final int depth;
    final long path;
    final @Nullable Container secret;
    int position;
    String index;
    boolean hasLogprob;
    boolean isSchema;
    @Nullable String name;

    Container(@Nullable Container parent, boolean isArray, boolean isSecret) {
      this.parent = parent;
      this.isArray = isArray;
      this.depth = parent == null ? 0 : parent.depth + 1;
      this.path = parent == null ? 1 : parent.childPath();
      this.index = parent != null && parent.isArray ? "#" + parent.position : "";
      Container outer = parent == null ? null : parent.secret;
      this.secret = outer != null ? outer : isSecret ? this : null;
    }

    long childPath() {
      return path * 31 + (isArray || name == null ? 7 : name.hashCode());
    }

    /** The indices of the list items on the way here. */
    String indices() {
      String around = parent == null ? "" : parent.indices();
      return index.isEmpty() ? around : index + "/" + around;
    }
  }

  /** A string, without its quotes, or a number. */
  private record Leaf(
      int start, int end, boolean isString, Container in, @Nullable String name, long path) {
    boolean isSecret() {
      Container secret = in.secret;
      if (secret != null && !secret.isSchema) {
        return true;
      }
      return name != null
          && SecretNames.Scope.MEMBER.isSecret(name)
          && !(name.equals("token") && in.hasLogprob);
    }
  }

  /** There are more strings, or more levels, than are looked through. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("more values or levels than are looked through", null, false, false);
    }
  }

  /** Takes the values of a member or of the same member over several events. */
  interface Sink {
    void take(int start, int end, boolean isString);
  }

  JsonLeaves(TextView text) {
    this.text = text;
  }

  /**
   * Scans a text that has JSON values one behind the other.
   *
   * @return whether it is one object, from its first byte to its last
   */
  boolean scan(int start, int end) {
    open = new Container(null, true, false);
    int closed = start;
    int at = start;
    while (at < end) {
      byte next = text.byteAt(at);
      switch (next) {
        case '"' -> at = string(at + 1, end);
        case '{', '[' -> {
          String name = open.name;
          open =
              new Container(
                  open, next == '[', name != null && SecretNames.Scope.MEMBER.isSecret(name));
          if (open.depth > MAX_DEPTH) {
            throw new TooMany();
          }
          at++;
        }
        case '}', ']' -> {
          open = open.parent == null ? open : open.parent;
          at++;
          closed = open.parent == null && closed == start ? at : closed;
        }
        case ',' -> {
          open.position++;
          open.name = null;
          at++;
        }
        default -> at = next == '-' || (next >= '0' && next <= '9') ? number(at, end) : at + 1;
      }
    }
    return start < end && text.byteAt(start) == '{' && text.byteAt(end - 1) == '}' && closed == end;
  }

  /** Tells the values that their names say are secrets. */
  void secrets(Sink sink) {
    for (Leaf leaf : leaves) {
      if (leaf.isSecret()) {
        sink.take(leaf.start, leaf.end, leaf.isString);
      }
    }
  }

  /** Tells the strings that are JSON themselves. */
  void nested(Sink sink) {
    for (Leaf leaf : leaves) {
      int at = leaf.start;
      while (at < leaf.end && text.byteAt(at) <= ' ' && text.byteAt(at) >= 0) {
        at++;
      }
      if (leaf.isString && at < leaf.end && (text.byteAt(at) == '{' || text.byteAt(at) == '[')) {
        sink.take(leaf.start, leaf.end, true);
      }
    }
  }

  /**
   * The strings that stand in the same place of several events or list items, joined: once with
   * those of a list told apart by their index, once together.
   */
  List<TextView> joined() {
    Map<Long, List<Leaf>> places = new LinkedHashMap<>();
    for (Leaf leaf : leaves) {
      if (leaf.isString) {
        places.computeIfAbsent(leaf.path, absent -> new ArrayList<>()).add(leaf);
      }
    }
    List<TextView> joined = new ArrayList<>();
    for (List<Leaf> place : places.values()) {
      if (place.size() > 1) {
        joined.add(join(place));
        byIndices(place).stream()
            .filter(group -> group.size() > 1)
            .forEach(group -> joined.add(join(group)));
      }
    }
    return joined;
  }

  // None where all have the same.
  private static Collection<List<Leaf>> byIndices(List<Leaf> place) {
    Map<String, List<Leaf>> groups = new LinkedHashMap<>();
    for (Leaf leaf : place) {
      groups.computeIfAbsent(leaf.in.indices(), absent -> new ArrayList<>()).add(leaf);
    }
    return groups.size() > 1 ? groups.values() : List.of();
  }

  private TextView join(List<Leaf> group) {
    TextView.Builder builder = new TextView.Builder(text, 256);
    for (Leaf leaf : group) {
      Escapes.appendJson(text, leaf.start, leaf.end, builder);
    }
    return builder.build();
  }

  private int string(int start, int end) {
    int at = start;
    while (at < end && text.byteAt(at) != '"') {
      at += text.byteAt(at) == '\\' ? 2 : 1;
    }
    int stop = Math.min(at, end);
    int after = stop + 1;
    while (after < end && text.byteAt(after) <= ' ' && text.byteAt(after) >= 0) {
      after++;
    }
    Container in = open;
    if (!in.isArray && after < end && text.byteAt(after) == ':') {
      in.name = string(start, stop, 256);
      in.hasLogprob |= in.name.equals("logprob");
      in.isSchema |= OF_SCHEMA.contains(in.name);
      return after + 1;
    }
    if ("type".equals(in.name) && SCHEMA_TYPES.contains(string(start, stop, 16))) {
      in.isSchema = true;
    }
    leaf(start, stop, true, in);
    return stop + 1;
  }

  private int number(int start, int end) {
    int at = start;
    while (at < end && isNumber(text.byteAt(at))) {
      at++;
    }
    if ("index".equals(open.name) && open.parent != null && open.parent.isArray) {
      open.index = string(start, at, 20);
    }
    leaf(start, at, false, open);
    return at;
  }

  private void leaf(int start, int end, boolean isString, Container in) {
    Leaf leaf = new Leaf(start, end, isString, in, nameIn(in), in.childPath());
    if (isString || leaf.in.secret != null || leaf.isSecret()) {
      leaves.add(leaf);
      if (leaves.size() > MAX) {
        throw new TooMany();
      }
    }
  }

  private static @Nullable String nameIn(Container in) {
    return in.isArray ? null : in.name;
  }

  // The names of members are compared as they are written; an escaped one is undone first.
  private String string(int start, int end, int limit) {
    int stop = Math.min(end, start + limit);
    TextView unescaped = Escapes.json(text, start, stop);
    return unescaped == null
        ? SHARED.of(text.bytes(), start, stop)
        : new String(unescaped.bytes(), StandardCharsets.UTF_8);
  }

  /** Whether a byte may stand in a number. */
  static boolean isNumber(byte next) {
    return (next >= '0' && next <= '9')
        || next == '-'
        || next == '+'
        || next == '.'
        || next == 'e'
        || next == 'E';
  }
}
