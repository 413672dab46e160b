package dev.concordat.conformance.compiled;

import dev.concordat.conformance.compiled.Shape.Kind;
import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.BoundedText;
import dev.concordat.conformance.schema.SchemaNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a value of one kind is read in one place. */
abstract class Typed {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Reads the next value.
   *
   * @param keep what of it is wanted, or null where nothing is
   * @return what is kept, or null where nothing is
   */
  abstract @Nullable JsonNode read(Reading in, @Nullable Keep keep);

  /** A value that is wrong here, or that cannot be vouched for. */
  static final class Never extends Typed {
    static final Never NEVER = new Never();

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      throw new Refused();
    }
  }

  /** {@code null}, {@code true} or {@code false}. */
  static final class Literal extends Typed {
    private final Kind kind;
    private final int[] told;

    Literal(Kind kind, int[] told) {
      this.kind = kind;
      this.told = told;
    }

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      in.tell(told);
      return in.literal(kind, keep);
    }
  }

  /** A value without others in it, of which nothing is said. */
  static final class Undescribed extends Typed {
    private final SchemaNode schema;
    private final Typed value;

    Undescribed(SchemaNode schema, Typed value) {
      this.schema = schema;
      this.value = value;
    }

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      in.undescribed(schema);
      return value.read(in, keep);
    }
  }

  /** A number, which the reading has taken already. */
  static final class Numeric extends Typed {
    private final int[] told;
    private final List<Bound> bounds;
    private final boolean fitsInt;

    Numeric(int[] told, List<Bound> bounds, boolean fitsInt) {
      this.told = told;
      this.bounds = List.copyOf(bounds);
      this.fitsInt = fitsInt;
    }

    /** A bound; {@code sign} is that of the comparison that does not hold. */
    record Bound(BigDecimal limit, int sign, boolean isExclusive) {
      boolean holds(BigDecimal value) {
        int comparison = value.compareTo(limit);
        return comparison == 0 ? !isExclusive : Integer.signum(comparison) != sign;
      }
    }

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      in.tell(told);
      JsonScanner scanner = in.scanner();
      if (fitsInt && scanner.whole() != (int) scanner.whole()) {
        throw new Refused();
      }
      if (!bounds.isEmpty()) {
        BigDecimal value =
            scanner.isIntegral()
                ? BigDecimal.valueOf(scanner.whole())
                : new BigDecimal(scanner.raw());
        for (Bound bound : bounds) {
          if (!bound.holds(value)) {
            throw new Refused();
          }
        }
      }
      return keep == null ? null : in.number();
    }
  }

  /** A text. */
  static final class Text extends Typed {
    private final int[] told;
    private final List<Values> values;
    private final int minLength;
    private final int maxLength;
    private final List<Pattern> patterns;
    private final List<TextFormat> formats;

    Text(
        int[] told,
        List<Values> values,
        int minLength,
        int maxLength,
        List<Pattern> patterns,
        List<TextFormat> formats) {
      this.told = told;
      this.values = List.copyOf(values);
      this.minLength = minLength;
      this.maxLength = maxLength;
      this.patterns = List.copyOf(patterns);
      this.formats = List.copyOf(formats);
    }

    /** The texts that a schema lists, and the place that each exercises. */
    @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
    record Values(byte[][] texts, int[] places) {
      int find(JsonScanner scanner) {
        for (int i = 0; i < texts.length; i++) {
          if (scanner.is(texts[i])) {
            return i;
          }
        }
        throw new Refused();
      }
    }

    private static final int MAX_PATTERN_TEXT = 1000;
    private static final int MAX_LOOKS = 50_000;

    private boolean mayBeAny() {
      return values.isEmpty()
          && minLength == 0
          && maxLength == Integer.MAX_VALUE
          && patterns.isEmpty()
          && formats.isEmpty();
    }

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      JsonScanner scanner = in.scanner();
      scanner.text();
      in.tell(told);
      if (!values.isEmpty()) {
        listed(in, scanner);
      }
      if (minLength > 0 || maxLength < Integer.MAX_VALUE) {
        length(scanner);
      }
      if (!patterns.isEmpty()) {
        matches(scanner);
      }
      for (TextFormat format : formats) {
        if (!format.holds(scanner)) {
          throw new Refused();
        }
      }
      if (keep == null) {
        return null;
      }
      if (keep.isMarked() && mayBeAny()) {
        in.mark();
      }
      return NODES.stringNode(scanner.string());
    }

    private void listed(Reading in, JsonScanner scanner) {
      if (scanner.isEscaped()) {
        throw new Refused();
      }
      for (Values set : values) {
        int place = set.places()[set.find(scanner)];
        if (place >= 0) {
          in.tell(new int[] {place});
        }
      }
    }

    private void length(JsonScanner scanner) {
      int length = scanner.length();
      if (!scanner.isPlain()) {
        String text = scanner.string();
        length = text.codePointCount(0, text.length());
      }
      if (length < minLength || length > maxLength) {
        throw new Refused();
      }
    }

    private void matches(JsonScanner scanner) {
      if (scanner.length() > MAX_PATTERN_TEXT) {
        throw new Refused();
      }
      String text = scanner.string();
      for (Pattern pattern : patterns) {
        try {
          if (!pattern.matcher(new BoundedText(text, MAX_LOOKS)).find()) {
            throw new Refused();
          }
        } catch (IllegalStateException | StackOverflowError e) {
          throw new Refused();
        }
      }
    }
  }

  /** A list. */
  static final class Items extends Typed {
    private final int[] told;
    private final SchemaNode schema;
    private final @Nullable Shape items;
    private final int minItems;
    private final int maxItems;

    /**
     * A list.
     *
     * @param schema what allows items of any kind where none describes them
     * @param items how each item is read, or null where no schema describes them
     */
    Items(int[] told, SchemaNode schema, @Nullable Shape items, int minItems, int maxItems) {
      this.told = told;
      this.schema = schema;
      this.items = items;
      this.minItems = minItems;
      this.maxItems = maxItems;
    }

    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      in.tell(told);
      in.deeper();
      JsonScanner scanner = in.scanner();
      ArrayNode kept = keep == null ? null : NODES.arrayNode();
      int count = 0;
      scanner.take('[');
      if (!scanner.takes(']')) {
        do {
          count++;
          JsonNode item = items == null ? in.free(schema, keep) : in.value(items, keep);
          if (kept != null && item != null) {
            kept.add(item);
          }
        } while (scanner.takes(','));
        scanner.take(']');
      }
      if (count < minItems || count > maxItems) {
        throw new Refused();
      }
      in.higher();
      return kept;
    }
  }
}
