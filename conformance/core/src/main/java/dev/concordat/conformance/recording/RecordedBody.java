package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A body as a HAR has it. A recorder undoes content codings and writes text, or base64 of what it
 * could not write as text, of which some recorders do not undo the coding either.
 */
final class RecordedBody {
  private static final int MAX_DIGITS = 15;

  private final LongStrings longStrings;
  @Nullable String mediaType;
  @Nullable String text;
  @Nullable String encoding;
  @Nullable String size;
  boolean hasParameters;

  /** A body whose text may be one of the long strings. */
  RecordedBody(LongStrings longStrings) {
    this.longStrings = longStrings;
  }

  /** The decoded body, or null where there is none. */
  @Nullable Body decoded(Headers headers) {
    String header = headers.first("Content-Type");
    String stated = mediaType == null || mediaType.isBlank() ? null : mediaType;
    String type = header == null || header.isBlank() ? stated : header;
    String recorded = text;
    if (recorded == null) {
      return withoutText(type);
    }
    if (!recorded.endsWith(LongStringGuard.CUT)) {
      return decoded(type, recorded, headers);
    }
    long place = LongStringGuard.place(recorded);
    if (place < 0 || !longStrings.areKept()) {
      return tooLarge(type);
    }
    text = null; // The beginning is held no longer.
    boolean isText = encoding == null || encoding.isEmpty();
    if (ContentDecoding.isEventStream(type) && (isText || isBase64())) {
      Body.Content content =
          () -> {
            InputStream in = longStrings.open(place);
            return isText ? in : ofBase64(in);
          };
      return ContentDecoding.ofStored(type, new Body.Stored(content, stated()), isText, headers);
    }
    try (InputStream in = longStrings.open(place)) {
      byte[] whole = in.readNBytes(RecordingReader.MAX_STRING + 1);
      return whole.length > RecordingReader.MAX_STRING
          ? tooLarge(type)
          : decoded(type, new String(whole, StandardCharsets.UTF_8), headers);
    } catch (IOException e) {
      return Body.undecoded(
          type, "body.absent", "the body cannot be read once more: " + e.getMessage(), stated());
    }
  }

  private static InputStream ofBase64(InputStream text) {
    return new FilterInputStream(Base64.getDecoder().wrap(text)) {
      @Override
      public int read(byte[] target, int offset, int size) throws IOException {
        int count = super.read(target, offset, size);
        if (count < 0 && text.read() >= 0) {
          throw new IOException("there is more behind the end of the base64");
        }
        return count;
      }
    };
  }

  private Body tooLarge(@Nullable String type) {
    return Body.undecoded(
        type,
        "body.too-large",
        "the body is longer than %d bytes and was not judged".formatted(RecordingReader.MAX_STRING),
        Math.max(stated(), RecordingReader.MAX_STRING));
  }

  private boolean isBase64() {
    return "base64".equalsIgnoreCase(encoding);
  }

  private Body decoded(@Nullable String type, String recorded, Headers headers) {
    if (encoding == null || encoding.isEmpty()) {
      return ContentDecoding.ofText(type, recorded, headers);
    }
    if (!isBase64()) {
      return Body.undecoded(
          type,
          "body.encoding",
          "the recording's encoding '%s' is not known; HAR knows base64".formatted(encoding),
          recorded.length());
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(recorded.replaceAll("\\s", ""));
      return ContentDecoding.ofBytes(type, bytes, headers);
    } catch (IllegalArgumentException e) {
      return Body.undecoded(
          type,
          "body.base64",
          "the text is said to be base64 and is not: " + e.getMessage(),
          recorded.length());
    }
  }

  private @Nullable Body withoutText(@Nullable String type) {
    if (hasParameters) {
      return Body.undecoded(
          type,
          "body.absent",
          "the recording has a form's parameters in place of the body's text",
          stated());
    }
    return size == null
        ? null
        : Body.undecoded(
            type,
            "body.absent",
            "the recording has no text of a body of %s bytes; record with content".formatted(size),
            stated());
  }

  // A count of more digits is none.
  private long stated() {
    return size == null || size.length() > MAX_DIGITS ? 0 : Long.parseLong(size);
  }
}
