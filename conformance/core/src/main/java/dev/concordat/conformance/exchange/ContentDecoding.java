package dev.concordat.conformance.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes content codings and finds charsets; what it cannot, it says in the body it returns. */
public final class ContentDecoding {
  /** The most bytes of a body; of a longer one nothing is judged. */
  public static final int MAX_BODY = 32 << 20;

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

  private ContentDecoding() {}

  /** A body that was recorded as text, its codings undone by whoever recorded it. */
  public static Body ofText(@Nullable String mediaType, String text, Headers headers) {
    Body body = Body.of(mediaType, text);
    Body undecoded = unknown(mediaType, headers, body.size());
    return undecoded == null ? body : undecoded;
  }

  /** A body of bytes, whose codings may be undone already or not. */
  public static Body ofBytes(@Nullable String mediaType, byte[] bytes, Headers headers) {
    Body undecoded = unknown(mediaType, headers, bytes.length);
    if (undecoded != null) {
      return undecoded;
    }
    Charset charset = charset(mediaType);
    String coding = String.join(",", headers.all("Content-Encoding")).toLowerCase(Locale.ROOT);
    try {
      if (coding.contains("gzip") && startsWith(bytes, 0x1F, 0x8B)) {
        return new Body(
            mediaType, read(new GZIPInputStream(new ByteArrayInputStream(bytes))), charset, null);
      }
      if (coding.contains("deflate") && startsWith(bytes, 0x78)) {
        InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes));
        return new Body(mediaType, read(inflated), charset, null);
      }
    } catch (IOException e) {
      return undecoded(
          mediaType,
          "the content encoding '%s' cannot be undone: %s".formatted(coding, e.getMessage()),
          bytes.length);
    }
    return coding.isBlank() || isText(bytes, charset)
        ? new Body(mediaType, bytes, charset, null)
        : undecoded(
            mediaType,
            "the content encoding '%s' was not undone; record decoded bodies".formatted(coding),
            bytes.length);
  }

  private static @Nullable Body unknown(@Nullable String mediaType, Headers headers, long size) {
    try {
      charset(mediaType);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Body.undecoded(
          mediaType,
          "body.charset",
          "the charset '%s' is not known".formatted(e.getMessage()),
          size);
    }
    String coding = unknownCoding(headers);
    return coding == null
        ? null
        : undecoded(mediaType, "the content encoding '%s' is not known".formatted(coding), size);
  }

  private static Body undecoded(@Nullable String mediaType, String message, long size) {
    return Body.undecoded(mediaType, "body.content-encoding", message, size);
  }

  private static byte[] read(InputStream in) throws IOException {
    try (in) {
      byte[] bytes = in.readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new IOException("it has more than %d bytes".formatted(MAX_BODY));
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
