package dev.concordat.conformance.redaction;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Undoes the escapes of JSON and of URLs, nested in each other too. */
final class Escapes {
  /** How many escapes inside each other are undone. */
  static final int DEPTH = 4;

  private Escapes() {}

  /** Visits a text as it is, and with its escapes undone in every order. */
  static void visit(TextView view, Consumer<TextView> visitor) {
    visit(view, DEPTH, visitor);
  }

  private static void visit(TextView view, int depth, Consumer<TextView> visitor) {
    visitor.accept(view);
    if (depth == 0) {
      return;
    }
    TextView unescaped = json(view, 0, view.length());
    if (unescaped != null) {
      visit(unescaped, depth - 1, visitor);
    }
    TextView decoded = percent(view);
    if (decoded != null) {
      visit(decoded, depth - 1, visitor);
    }
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
      return "\"\\/bfnrt'".indexOf(kind) >= 0 ? 2 : 0;
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
    if (at + 6 > end || view.byteAt(at) != '\\' || view.byteAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(view.byteAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
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
    byte value =
        switch (kind) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> kind;
        };
    return new byte[] {value};
  }

  private static @Nullable TextView percent(TextView view) {
    int end = view.length();
    TextView.Builder builder = null;
    int done = 0;
    for (int at = next(view, '%', 0, end); at < end; at = next(view, '%', at + 1, end)) {
      int high = at + 2 < end ? Character.digit(view.byteAt(at + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(view.byteAt(at + 2), 16);
      if (low >= 0) {
        builder = builder == null ? new TextView.Builder(view, end) : builder;
        builder.copy(done, at);
        builder.replace(at, at + 3, (byte) (high << 4 | low));
        done = at + 3;
        at += 2;
      }
    }
    if (builder == null) {
      return null;
    }
    builder.copy(done, end);
    return builder.build();
  }
}
