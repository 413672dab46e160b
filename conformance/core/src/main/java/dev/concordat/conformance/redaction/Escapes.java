package dev.concordat.conformance.redaction;

import dev.concordat.conformance.json.JsonBytes;
import dev.concordat.conformance.json.JsonEscapes;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Undoes the escapes of JSON, of URLs and of HTML, and encodings of text, in each other too. */
final class Escapes {
  /** How many escapes inside each other are undone. */
  static final int DEPTH = 4;

  /** How many encodings inside each other are undone. */
  private static final int ENCODINGS = 2;

  // Each byte by itself.
  private static final byte[][] SINGLE = new byte[256][1];

  static {
    for (int i = 0; i < SINGLE.length; i++) {
      SINGLE[i][0] = (byte) i;
    }
  }

  private Escapes() {}

  /**
   * Visits a text as it is, and with its escapes undone in every order. Where escapes are far from
   * each other, only what is around them is visited again.
   *
   * @param around how many bytes before and behind an escape are visited
   */
  static void visit(TextView view, int around, Consumer<TextView> visitor) {
    visit(view, around, DEPTH, ENCODINGS, visitor);
  }

  private static void visit(
      TextView view, int around, int depth, int encodings, Consumer<TextView> visitor) {
    visitor.accept(view);
    if (depth > 0) {
      int begins = JsonBytes.which(view.bytes(), '\\', '%', '&');
      for (Kind kind : KINDS) {
        TextView undone = (begins & kind.bit) != 0 ? undone(view, kind, around) : null;
        if (undone != null) {
          visit(undone, around, depth - 1, encodings, visitor);
        }
      }
    }
    if (encodings > 0) {
      for (Encoding encoding : ENCODED) {
        TextView decoded = encoding.decoded(view);
        if (decoded != null) {
          visit(decoded, around, Math.min(depth, 1), encodings - 1, visitor);
        }
      }
    }
  }

  private static final Kind[] KINDS = Kind.values();
  private static final Encoding[] ENCODED = Encoding.values();

  /** A kind of escape. */
  private enum Kind {
    JSON('\\', 1) {
      @Override
      int size(TextView view, int at) {
        return escapeSize(view, at, view.length());
      }

      @Override
      byte[] undo(TextView view, int at, int size) {
        return unescaped(view, at, size);
      }
    },
    URL('%', 1 << 1) {
      @Override
      int size(TextView view, int at) {
        return at + 2 < view.length() && hex(view, at + 1) >= 0 && hex(view, at + 2) >= 0 ? 3 : 0;
      }

      @Override
      byte[] undo(TextView view, int at, int size) {
        return new byte[] {(byte) (hex(view, at + 1) << 4 | hex(view, at + 2))};
      }
    },
    HTML('&', 1 << 2) {
      @Override
      int size(TextView view, int at) {
        return HtmlReference.size(view, at);
      }

      @Override
      byte[] undo(TextView view, int at, int size) {
        return HtmlReference.undone(view, at, size);
      }
    };

    final char begin;
    final int bit;

    Kind(char begin, int bit) {
      this.begin = begin;
      this.bit = bit;
    }

    /** How long the escape is that begins here, 0 where none does. */
    abstract int size(TextView view, int at);

    abstract byte[] undo(TextView view, int at, int size);
  }

  private static @Nullable TextView undone(TextView view, Kind kind, int around) {
    int end = view.length();
    TextView.Builder builder = null;
    int done = 0;
    for (int at = next(view, kind.begin, 0, end); at < end; at = next(view, kind.begin, at, end)) {
      int size = kind.size(view, at);
      if (size == 0) {
        at++;
        continue;
      }
      builder = builder == null ? new TextView.Builder(view, 256) : builder;
      if (at - done > 2 * around) {
        builder.copy(done, builder.length() == 0 ? done : done + around);
        builder.gap();
        done = at - around;
      }
      builder.copy(done, at);
      builder.replace(at, at + size, kind.undo(view, at, size));
      at += size;
      done = at;
    }
    if (builder == null) {
      return null;
    }
    builder.copy(done, Math.min(end, done + around));
    return builder.build();
  }

  private static int hex(TextView view, int at) {
    return Character.digit(view.byteAt(at), 16);
  }

  /** A range with the escapes of JSON strings undone, or null where there are none. */
  static @Nullable TextView json(TextView view, int start, int end) {
    int first = next(view, '\\', start, end);
    if (first == end) {
      return null;
    }
    TextView.Builder builder = new TextView.Builder(view, end - start);
    boolean any = appendJson(view, start, end, builder);
    return any ? builder.build() : null;
  }

  /** Appends a range with the escapes of JSON strings undone; whether there were any. */
  static boolean appendJson(TextView view, int start, int end, TextView.Builder builder) {
    boolean any = false;
    int done = start;
    for (int at = next(view, '\\', start, end); at < end; at = next(view, '\\', at, end)) {
      int size = escapeSize(view, at, end);
      if (size == 0) {
        at++;
        continue;
      }
      builder.copy(done, at);
      builder.replace(at, at + size, unescaped(view, at, size));
      any = true;
      at += size;
      done = at;
    }
    builder.copy(done, end);
    return any;
  }

  private static int next(TextView view, char wanted, int start, int end) {
    int at = start;
    while (at < end && view.byteAt(at) != wanted) {
      at++;
    }
    return at;
  }

  // How long the escape at a backslash is, 0 where it is none; surrogates that make a pair are one.
  private static int escapeSize(TextView view, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    byte kind = view.byteAt(at + 1);
    if (kind != 'u') {
      return kind == '\'' || JsonEscapes.simple(kind) >= 0 ? 2 : 0;
    }
    int unit = unit(view, at, end);
    if (unit < 0) {
      return 0;
    }
    boolean isPair =
        Character.isHighSurrogate((char) unit)
            && Character.isLowSurrogate((char) Math.max(unit(view, at + 6, end), 0));
    return isPair ? 12 : 6;
  }

  private static int unit(TextView view, int at, int end) {
    return JsonEscapes.unit(view.bytes(), at, end);
  }

  private static byte[] unescaped(TextView view, int at, int size) {
    if (size > 2) {
      char[] units = new char[size / 6];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) unit(view, at + 6 * i, at + size);
      }
      return new String(units).getBytes(StandardCharsets.UTF_8);
    }
    byte kind = view.byteAt(at + 1);
    int value = JsonEscapes.simple(kind);
    return SINGLE[value < 0 ? kind & 0xFF : value];
  }
}
