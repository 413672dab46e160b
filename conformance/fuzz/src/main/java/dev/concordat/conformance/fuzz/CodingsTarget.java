package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Content codings: what was encoded is what comes out; anything else is said to be undecoded. */
public final class CodingsTarget {
  private static final String[] CODINGS = {"gzip", "x-gzip", "deflate", "raw deflate", "identity"};
  private static final String[] NAMES = {
    "gzip",
    "deflate",
    "br",
    "zstd",
    "identity",
    "x-gzip",
    "gzip, deflate",
    "nonsense",
    "",
    ",",
    "GZIP"
  };

  private CodingsTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    if (data.yes()) {
      Headers headers = Headers.of("Content-Encoding", data.one(NAMES));
      byte[] bytes = data.rest();
      Body body = ContentDecoding.ofBytes("application/json", bytes, headers);
      sizes(body);
      Body.Stored stored = new Body.Stored(() -> new ByteArrayInputStream(bytes), bytes.length);
      sizes(ContentDecoding.ofStored("text/event-stream", stored, data.yes(), headers));
      return;
    }
    List<String> names = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (int i = data.number(0, 2); i >= 0; i--) {
      String step = data.one(CODINGS);
      steps.add(step);
      names.add(step.replace("raw ", ""));
    }
    byte[] content = ("{\"text\":\"" + data.restOfText() + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] coded = content;
    for (String step : steps) {
      coded = code(step, coded);
    }
    Headers headers = Headers.of("Content-Encoding", String.join(", ", names));
    Body body = ContentDecoding.ofBytes("application/json", coded, headers);
    if (body.undecoded() != null || !Arrays.equals(body.bytes(), content)) {
      throw new AssertionError(steps + " gives " + body.undecoded());
    }
  }

  private static void sizes(Body body) {
    if (body.bytes().length > ContentDecoding.MAX_BODY) {
      throw new AssertionError(body.bytes().length + " bytes are held");
    }
    try (var in = body.open()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException expected) {
      if (expected.getMessage() == null) {
        throw new AssertionError("an exception without a word", expected);
      }
    }
  }

  private static byte[] code(String coding, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (coding) {
          case "gzip", "x-gzip" -> new GZIPOutputStream(bytes);
          case "deflate" -> new DeflaterOutputStream(bytes);
          case "raw deflate" -> new DeflaterOutputStream(bytes, new Deflater(6, true));
          default -> bytes;
        }) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
