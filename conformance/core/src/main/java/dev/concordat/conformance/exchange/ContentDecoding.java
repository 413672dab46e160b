package dev.concordat.conformance.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes content codings and finds charsets; what it cannot, it says in the body it returns. */
public final class ContentDecoding {
  /** The most bytes of a body; of a longer one nothing is judged. */
  public static final int MAX_BODY = 32 << 20;

  private static final int START = 64;
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> CODINGS =
      Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz");

  private ContentDecoding() {}

  /** A body that was recorded as text, its codings undone by whoever recorded it. */
  public static Body ofText(@Nullable String mediaType, String text, Headers headers) {
    return ofText(mediaType, text.getBytes(StandardCharsets.UTF_8), headers);
  }

  /**
   * A body that was recorded as text, its codings undone by whoever recorded it.
   *
   * @param text the text in UTF-8
   */
  public static Body ofText(@Nullable String mediaType, byte[] text, Headers headers) {
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
    List<String> codings = codings(headers);
    byte[] content = bytes;
    int left = codings.size();
    try {
      // The last one was applied last.
      while (left > 0 && isIn(codings.get(left - 1), content)) {
        content = undo(codings.get(left - 1), content);
        left--;
      }
    } catch (IOException e) {
      if (isText(content) && isText(content, charset)) {
        return new Body(mediaType, content, charset, null, null, 0);
      }
      return undecoded(
          mediaType,
          "the content encoding '%s' cannot be undone: %s"
              .formatted(String.join(", ", codings), e.getMessage()),
          bytes.length);
    }
    return left == 0 || isText(content, charset)
        ? new Body(mediaType, content, charset, null, null, 0)
        : undecoded(
            mediaType,
            "the content encoding '%s' was not undone; record decoded bodies"
                .formatted(String.join(", ", codings)),
            bytes.length);
  }

  /**
   * An event stream that is read where it is stored.
   *
   * @param isText whether it was recorded as text, its codings undone by whoever recorded it
   */
  public static Body ofStored(
      @Nullable String mediaType, Body.Stored recorded, boolean isText, Headers headers) {
    Body undecoded = unknown(mediaType, headers, recorded.size());
    if (undecoded != null) {
      return undecoded;
    }
    List<String> codings = isText ? List.of() : codings(headers);
    Body.Content content = () -> undone(recorded.content().open(), codings);
    return Body.of(mediaType, new Body.Stored(content, recorded.size()));
  }

  /** Whether a body of this media type is an event stream. */
  public static boolean isEventStream(@Nullable String mediaType) {
    return mediaType != null
        && mediaType.split(";", 2)[0].strip().equalsIgnoreCase("text/event-stream");
  }

  private static InputStream undone(InputStream in, List<String> codings) throws IOException {
    InputStream content = in;
    for (int left = codings.size(); left > 0; left--) {
      content = new BufferedInputStream(content);
      byte[] start = start(content);
      if (!isIn(codings.get(left - 1), start)) {
        if (!isText(start)) {
          throw new IOException(
              "the content encoding '%s' was not undone; record decoded bodies"
                  .formatted(String.join(", ", codings)));
        }
        break;
      }
      content = undoing(codings.get(left - 1), start, content);
    }
    return content;
  }

  private static byte[] start(InputStream content) throws IOException {
    content.mark(START);
    byte[] start = content.readNBytes(START);
    content.reset();
    return start;
  }

  // Whether what begins so is text in UTF-8 rather than a coding of one.
  private static boolean isText(byte[] content) {
    int size = Math.min(content.length, START);
    for (int i = 0; i < size; i++) {
      byte next = content[i];
      if (next >= 0 && next < ' ' && next != '\n' && next != '\r' && next != '\t') {
        return false;
      }
    }
    // The last character may be cut: a decoder that is not told of the end waits for the rest.
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(content, 0, size), CharBuffer.allocate(size), false);
    return !result.isError();
  }

  private static List<String> codings(Headers headers) {
    return headers.all("Content-Encoding").stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
        .toList();
  }

  // Whether the content is still in this coding, as far as its beginning tells. Deflate without a
  // header has no beginning of its own: what is no text is taken for it.
  private static boolean isIn(String coding, byte[] content) {
    return switch (coding) {
      case "gzip", "x-gzip" -> startsWith(content, 0x1F, 0x8B);
      case "deflate" -> isZlib(content) || !isText(content);
      default -> false;
    };
  }

  // RFC 1950, 2.2: the method is 8, with a window of any size, and the two bytes, as one number,
  // are divisible by 31.
  private static boolean isZlib(byte[] content) {
    return content.length >= 2
        && (content[0] & 0x0F) == 8
        && ((content[0] & 0xFF) << 8 | (content[1] & 0xFF)) % 31 == 0;
  }

  private static byte[] undo(String coding, byte[] content) throws IOException {
    return read(undoing(coding, content, new ByteArrayInputStream(content)));
  }

  private static InputStream undoing(String coding, byte[] start, InputStream in)
      throws IOException {
    return coding.equals("deflate")
        ? new DeflateStream(in, !isZlib(start))
        : new GZIPInputStream(in);
  }

  /** Deflate (RFC 1951), in the zlib format (RFC 1950) or raw, as some servers send it. */
  private static final class DeflateStream extends InflaterInputStream {
    DeflateStream(InputStream in, boolean isRaw) {
      super(in, new Inflater(isRaw));
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
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
    return codings(headers).stream()
        .filter(coding -> !CODINGS.contains(coding))
        .findFirst()
        .orElse(null);
  }
}
