package dev.concordat.conformance.compiled;

import dev.concordat.conformance.compiled.Shape.Kind;
import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.SchemaNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One text on its way through the shapes: where it is, and what was told of it. */
final class Reading {
  /** How deep a value may be; what is deeper is refused. */
  private static final int MAX_DEPTH = 200;

  /** How many members an object may have whose names no schema lists; one with more is refused. */
  private static final int MAX_NAMES = 64;

  private static final int[] NONE = {};

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonScanner scanner;
  private final long[] told;
  private int depth;
  private final Map<SchemaNode, Long> undescribed = new HashMap<>(0);
  private long leaves;
  private int[] marks = NONE;

  Reading(JsonScanner scanner, int places) {
    this.scanner = scanner;
    this.told = new long[(places + 63) >> 6];
  }

  JsonScanner scanner() {
    return scanner;
  }

  /** What was met, a bit for each of {@link Places}. */
  long[] told() {
    return told;
  }

  /** How many values are allowed whatever they are, by the schema that allows them. */
  Map<SchemaNode, Long> undescribed() {
    return undescribed;
  }

  /** Takes that a value, which holds no others, is allowed whatever it is. */
  void undescribed(SchemaNode schema) {
    undescribed.merge(schema, 1L, Long::sum);
  }

  /** Where the marked texts stand: of each its first byte, and the one behind its last. */
  int[] marks() {
    return marks;
  }

  /** Marks the last text. */
  void mark() {
    marks = Arrays.copyOf(marks, marks.length + 2);
    marks[marks.length - 2] = scanner.start();
    marks[marks.length - 1] = scanner.start() + scanner.length();
  }

  void tell(int[] places) {
    for (int place : places) {
      told[place >> 6] |= 1L << place;
    }
  }

  void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new Refused();
    }
  }

  void higher() {
    depth--;
  }

  /** Reads a value that a shape applies to; what is kept of it, or null where nothing is. */
  @Nullable JsonNode value(Shape shape, @Nullable Keep keep) {
    return shape.of(kind()).read(this, keep);
  }

  // A number is taken by this, as only its end tells what it is.
  private Kind kind() {
    return switch (scanner.peek()) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.TEXT;
      case 't' -> Kind.TRUE;
      case 'f' -> Kind.FALSE;
      case 'n' -> Kind.NULL;
      default -> {
        scanner.number();
        yield scanner.isIntegral() ? Kind.WHOLE : Kind.FRACTION;
      }
    };
  }

  /** Reads a value that no schema describes, and that this one allows whatever it is. */
  @Nullable JsonNode free(SchemaNode schema, @Nullable Keep keep) {
    long before = leaves;
    JsonNode value = any(keep);
    undescribed.merge(schema, leaves - before, Long::sum);
    return value;
  }

  private @Nullable JsonNode any(@Nullable Keep keep) {
    Kind kind = kind();
    leaves += kind == Kind.OBJECT || kind == Kind.ARRAY ? 0 : 1;
    return switch (kind) {
      case OBJECT -> object(keep);
      case ARRAY -> array(keep);
      case TEXT -> {
        scanner.text();
        yield keep == null ? null : NODES.stringNode(scanner.string());
      }
      case WHOLE, FRACTION -> keep == null ? null : number();
      default -> literal(kind, keep);
    };
  }

  @Nullable JsonNode literal(Kind kind, @Nullable Keep keep) {
    switch (kind) {
      case TRUE -> scanner.literal("true");
      case FALSE -> scanner.literal("false");
      default -> scanner.literal("null");
    }
    if (keep == null) {
      return null;
    }
    return kind == Kind.NULL ? NODES.nullNode() : NODES.booleanNode(kind == Kind.TRUE);
  }

  /** The last number, in the form that the parser of whole texts gives it. */
  JsonNode number() {
    if (!scanner.isIntegral() || scanner.isPointed()) {
      return NODES.numberNode(new BigDecimal(scanner.raw()));
    }
    long whole = scanner.whole();
    return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
  }

  private @Nullable JsonNode object(@Nullable Keep keep) {
    deeper();
    ObjectNode kept = keep == null ? null : NODES.objectNode();
    Names names = new Names(scanner);
    scanner.take('{');
    if (scanner.takes('}')) {
      leaves++;
    } else {
      do {
        scanner.name();
        names.add();
        Keep member = keep == null ? null : keep.member(scanner.raw());
        String name = member == null ? "" : scanner.raw();
        JsonNode value = any(member);
        if (kept != null && value != null) {
          kept.set(name, value);
        }
      } while (scanner.takes(','));
      scanner.take('}');
    }
    higher();
    return kept;
  }

  private @Nullable JsonNode array(@Nullable Keep keep) {
    deeper();
    ArrayNode kept = keep == null ? null : NODES.arrayNode();
    scanner.take('[');
    if (scanner.takes(']')) {
      leaves++;
    } else {
      do {
        JsonNode value = any(keep);
        if (kept != null && value != null) {
          kept.add(value);
        }
      } while (scanner.takes(','));
      scanner.take(']');
    }
    higher();
    return kept;
  }

  /** The names of an object's members of which none may come twice. */
  static final class Names {
    private final JsonScanner scanner;
    private int[] names = new int[12];
    private int count;

    Names(JsonScanner scanner) {
      this.scanner = scanner;
    }

    /** Takes the last name; refuses one that came before. */
    void add() {
      int start = scanner.start();
      int length = scanner.length();
      int hash = scanner.hash();
      for (int i = 0; i < count; i += 3) {
        if (names[i] == hash
            && names[i + 2] == length
            && scanner.isSame(names[i + 1], start, length)) {
          throw new Refused();
        }
      }
      if (count == 3 * MAX_NAMES) {
        throw new Refused();
      }
      if (count == names.length) {
        names = Arrays.copyOf(names, 2 * count);
      }
      names[count] = hash;
      names[count + 1] = start;
      names[count + 2] = length;
      count += 3;
    }
  }
}
