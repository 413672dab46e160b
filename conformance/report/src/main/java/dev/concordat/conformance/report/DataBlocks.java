package dev.concordat.conformance.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that a page carries, compressed and in Base64: so it is small, and no text of an exchange
 * can end the element that it stands in.
 */
final class DataBlocks {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final PrintWriter out;
  private long written;

  DataBlocks(PrintWriter out) {
    this.out = out;
  }

  /** The bytes that were written so far. */
  long written() {
    return written;
  }

  /** Writes a block of a kind, such as {@code rows}. */
  void write(String kind, Consumer<JsonGenerator> content) {
    write(kind, bytes(content));
  }

  /** Writes a block whose JSON is at hand. */
  void write(String kind, byte[] json) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(json.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = Base64.getEncoder().encodeToString(compressed.toByteArray());
    out.printf("<script type=\"text/plain\" data-kind=\"%s\">%s</script>%n", kind, text);
    written += text.length();
  }

  static byte[] bytes(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = MAPPER.createGenerator(json)) {
      content.accept(generator);
    }
    return json.toByteArray();
  }
}
