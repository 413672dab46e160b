package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A body as a HAR has it. A recorder undoes content codings and writes text, or base64 of what it
 * could not write as text, of which some recorders do not undo the coding either.
 */
final class RecordedBody {
  private static final int MAX_DIGITS = 15;

  @Nullable String mediaType;
  @Nullable String text;
  @Nullable String encoding;
  @Nullable String size;
  boolean hasParameters;

  /** The decoded body, or null where there is none. */
  @Nullable Body decoded(Headers headers) {
    String header = headers.first("Content-Type");
    String stated = mediaType == null || mediaType.isBlank() ? null : mediaType;
    String type = header == null || header.isBlank() ? stated : header;
    String recorded = text;
    if (recorded == null) {
      return withoutText(type);
    }
    if (recorded.endsWith(LongStringGuard.CUT)) {
      return Body.undecoded(
          type,
          "body.too-large",
          "the body is longer than %d bytes and was not judged"
              .formatted(RecordingReader.MAX_STRING),
          Math.max(stated(), RecordingReader.MAX_STRING));
    }
    if (encoding == null || encoding.isEmpty()) {
      return ContentDecoding.ofText(type, recorded, headers);
    }
    if (!encoding.equalsIgnoreCase("base64")) {
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
