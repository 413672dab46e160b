package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import okio.ByteString;

/** Bytes to text, where a byte that is none of UTF-8 is an error and not a question mark. */
final class Utf8 {
  private Utf8() {}

  /**
   * The text that the bytes are.
   *
   * @throws JsonDecodeException if they are none
   */
  static String text(ByteString bytes) {
    String text = bytes.utf8();
    // What is wrong has become one of these; so may be what is right.
    if (text.indexOf('\ufffd') >= 0) {
      require(bytes);
    }
    return text;
  }

  private static void require(ByteString bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer from = bytes.asByteBuffer();
    if (decoder.decode(from, CharBuffer.allocate(from.remaining()), true).isError()) {
      throw new JsonDecodeException(
          "$", "expected UTF-8, found the byte " + hex(bytes, from.position()));
    }
  }

  private static String hex(ByteString bytes, int at) {
    return String.format("0x%02x at index %d,", bytes.getByte(at) & 0xff, at);
  }
}
