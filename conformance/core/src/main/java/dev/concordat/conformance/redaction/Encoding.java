package dev.concordat.conformance.redaction;

import org.jspecify.annotations.Nullable;

/** How a text is written in fewer letters: in base64 of either alphabet, or in hex. */
enum Encoding {
  BASE64(4, 16) {
    @Override
    int value(int letter) {
      if (letter >= 'A' && letter <= 'Z') {
        return letter - 'A';
      }
      if (letter >= 'a' && letter <= 'z') {
        return letter - 'a' + 26;
      }
      if (letter >= '0' && letter <= '9') {
        return letter - '0' + 52;
      }
      return letter == '+' || letter == '-' ? 62 : letter == '/' || letter == '_' ? 63 : -1;
    }
  },
  HEX(2, 24) {
    @Override
    int value(int letter) {
      return Character.digit(letter, 16);
    }
  };

  // So many bytes of printable ASCII are no accident.
  private static final int SURE = 9;

  private final int letters;
  private final int min;

  @SuppressWarnings("ImmutableEnumChecker") // A table that is never written to once it is filled.
  private final byte[] values = new byte[256];

  /**
   * An encoding.
   *
   * @param letters how many letters a group has
   * @param min the fewest letters that are looked at
   */
  Encoding(int letters, int min) {
    this.letters = letters;
    this.min = min;
    for (int letter = 0; letter < values.length; letter++) {
      values[letter] = (byte) value(letter);
    }
  }

  /** What a letter stands for, or -1 where it is none. */
  abstract int value(int letter);

  /** The texts that are written so in a text, told apart by a zero, or null where there is none. */
  @Nullable TextView decoded(TextView view) {
    TextView.Builder builder = null;
    byte[] bytes = view.bytes();
    int length = bytes.length;
    int at = 0;
    while (at + min <= length) {
      int end = at + min;
      int other = other(bytes, at, end);
      if (other >= 0) {
        // No run that is long enough begins before it.
        at = other + 1;
        continue;
      }
      while (end < length && values[bytes[end] & 0xFF] >= 0) {
        end++;
      }
      while (at < end && !isText(view, at, end)) {
        at = slash(view, at, end);
      }
      if (at < end) {
        builder = builder == null ? new TextView.Builder(view, 256) : builder;
        builder.gap();
        at = decode(view, at, builder);
      } else {
        at = end + 1;
      }
    }
    return builder == null ? null : builder.build();
  }

  // The last byte that is no letter, or -1: looked for from behind, most of a text is passed over.
  private int other(byte[] bytes, int start, int end) {
    int at = end - 1;
    while (at >= start && values[bytes[at] & 0xFF] >= 0) {
      at--;
    }
    return at < start ? -1 : at;
  }

  // In a path it begins behind a slash, which is a letter of base64 too.
  private static int slash(TextView view, int start, int end) {
    int at = start;
    while (at < end && view.byteAt(at) != '/') {
      at++;
    }
    return Math.min(at + 1, end);
  }

  private boolean isText(TextView view, int start, int end) {
    if (end - start < min) {
      return false;
    }
    int bits = 0;
    int held = 0;
    int bytes = 0;
    for (int at = start; at < end && bytes < SURE; at++) {
      int width = letters == 2 ? 4 : 6;
      held = held << width | values[view.byteAt(at) & 0xFF];
      bits += width;
      if (bits >= 8) {
        bits -= 8;
        int next = held >> bits & 0xFF;
        if ((next < ' ' && next != '\n' && next != '\r' && next != '\t') || next > '~') {
          return false;
        }
        bytes++;
      }
    }
    return bytes == SURE;
  }

  // Takes line ends for nothing; where it ends.
  private int decode(TextView view, int start, TextView.Builder builder) {
    int width = letters == 2 ? 4 : 6;
    int at = start;
    while (at < view.length()) {
      int first = at;
      int held = 0;
      int taken = 0;
      while (at < view.length() && taken < letters) {
        int value = values[view.byteAt(at) & 0xFF];
        if (value >= 0) {
          held = held << width | value;
          taken++;
        } else if (view.byteAt(at) != '\n' && view.byteAt(at) != '\r') {
          break;
        }
        at++;
      }
      byte[] group = new byte[taken * width / 8];
      for (int i = 0; i < group.length; i++) {
        group[i] = (byte) (held >> (taken * width - 8 * (i + 1)));
      }
      if (group.length > 0) {
        builder.replace(first, at, group);
      }
      if (taken < letters) {
        return Math.max(at, first + 1);
      }
    }
    return at;
  }
}
