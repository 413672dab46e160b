package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body as a HAR has it. A recorder undoes content codings and writes text, or base64 of what it
 * could not write as text, of which some recorders do not undo the coding either.
 */
final class RecordedBody {
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> CODINGS =
      Set.of(
          "identity",
          "gzip",
          "x-gzip",
          "deflate",
          "br",
          "zstd",
          "compress",
          "x-compress",
          "dcb",
          "dcz");

  @Nullable String mediaType;
  @Nullable String text;
  @Nullable String encoding;
  @Nullable String size;
  boolean hasParameters;

  /** The decoded body, or null where there is none. */
  @Nullable Body decoded(Headers headers) {
    String header = headers.first("Content-Type");
    String type = header == null || header.isBlank() ? mediaType : header;
    String recorded = text;
    if (recorded == null) {
      return withoutText(type);
    }
    if (recorded.endsWith(LongStringGuard.CUT)) {
      return Body.undecoded(
          type,
          "body.too-large",
          "the body is longer than %d bytes and was not judged"
              .formatted(RecordingReader.MAX_STRING));
    }
    Charset charset;
    try {
      charset = charset(type);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Body.undecoded(
          type, "body.charset", "the charset '%s' is not known".formatted(e.getMessage()));
    }
    String coding = unknownCoding(headers);
    if (coding != null) {
      return Body.undecoded(
          type,
          "body.content-encoding",
          "the content encoding '%s' is not known".formatted(coding));
    }
    if (encoding == null || encoding.isEmpty()) {
      return Body.of(type, recorded);
    }
    if (!encoding.equalsIgnoreCase("base64")) {
      return Body.undecoded(
          type,
          "body.encoding",
          "the recording's encoding '%s' is not known; HAR knows base64".formatted(encoding));
    }
    return bytes(type, recorded, charset, headers);
  }

  private @Nullable Body withoutText(@Nullable String type) {
    if (hasParameters) {
      return Body.undecoded(
          type, "body.absent", "the recording has a form's parameters in place of the body's text");
    }
    return size == null
        ? null
        : Body.undecoded(
            type,
            "body.absent",
            "the recording has no text of a body of %s bytes; record with content".formatted(size));
  }

  private static Body bytes(
      @Nullable String type, String base64, Charset charset, Headers headers) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return Body.undecoded(
          type, "body.base64", "the text is said to be base64 and is not: " + e.getMessage());
    }
    String coding = String.join(",", headers.all("Content-Encoding")).toLowerCase(Locale.ROOT);
    try {
      if (coding.contains("gzip") && startsWith(bytes, 0x1F, 0x8B)) {
        bytes = read(new GZIPInputStream(new ByteArrayInputStream(bytes)));
      } else if (coding.contains("deflate") && startsWith(bytes, 0x78)) {
        bytes = read(new InflaterInputStream(new ByteArrayInputStream(bytes)));
      } else if (!coding.isBlank() && !isText(bytes, charset)) {
        return Body.undecoded(
            type,
            "body.content-encoding",
            "the content encoding '%s' was not undone; record decoded bodies".formatted(coding));
      }
    } catch (IOException e) {
      return Body.undecoded(
          type,
          "body.content-encoding",
          "the content encoding '%s' cannot be undone: %s".formatted(coding, e.getMessage()));
    }
    return new Body(type, bytes, charset, null);
  }

  private static byte[] read(InputStream in) throws IOException {
    try (in) {
      byte[] bytes = in.readNBytes(RecordingReader.MAX_STRING + 1);
      if (bytes.length > RecordingReader.MAX_STRING) {
        throw new IOException("it has more than %d bytes".formatted(RecordingReader.MAX_STRING));
      }
      return bytes;
    }
  }

  private static boolean isText(byte[] bytes, Charset charset) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset charset(@Nullable String mediaType) {
    Matcher matcher = CHARSET.matcher(mediaType == null ? "" : mediaType);
    return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
  }

  private static @Nullable String unknownCoding(Headers headers) {
    for (String value : headers.all("Content-Encoding")) {
      for (String coding : value.split(",", -1)) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !CODINGS.contains(name)) {
          return name;
        }
      }
    }
    return null;
  }
}
