package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.ContentDecoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Content that is compressed although no header says so. */
final class Compressed {
  private static final int CHUNK = 8192;

  private Compressed() {}

  /**
   * What is compressed in it, as far as it can be read, or null where it is not.
   *
   * @throws RedactionException where it is more than is looked through
   */
  static byte @Nullable [] content(byte[] bytes) throws RedactionException {
    if (bytes.length < 3) {
      return null;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if (first == 0x1F && second == 0x8B) {
      return read(() -> new GZIPInputStream(new ByteArrayInputStream(bytes)));
    }
    if ((first & 0x0F) == 8 && (first << 8 | second) % 31 == 0) {
      return read(() -> new InflaterInputStream(new ByteArrayInputStream(bytes)));
    }
    return null;
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private static byte @Nullable [] read(Source source) throws RedactionException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (InputStream in = source.open()) {
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        content.write(chunk, 0, count);
        if (content.size() > ContentDecoding.MAX_BODY) {
          throw new RedactionException("a compressed body is longer than is looked through");
        }
      }
    } catch (IOException e) {
      // It is cut, or none at all: what was read of it is looked through.
    }
    return content.size() == 0 ? null : content.toByteArray();
  }
}
