package dev.concordat.conformance.exchange;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request or an answer, transfer and content codings undone.
 *
 * @param mediaType the media type with its parameters, or null where none was stated
 * @param bytes the content, empty where it could not be decoded
 * @param charset how text is encoded in the content
 * @param undecoded why the content could not be decoded, or null where it could
 */
@SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
public record Body(
    @Nullable String mediaType, byte[] bytes, Charset charset, @Nullable Undecoded undecoded) {

  /** Why a content could not be decoded: the rule that says so, and the reason. */
  public record Undecoded(String rule, String message) {}

  /** A body in UTF-8. */
  public static Body of(@Nullable String mediaType, byte[] bytes) {
    return new Body(mediaType, bytes, StandardCharsets.UTF_8, null);
  }

  /** A body of text. */
  public static Body of(@Nullable String mediaType, String text) {
    return of(mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body that could not be decoded. */
  public static Body undecoded(@Nullable String mediaType, String rule, String message) {
    return new Body(mediaType, new byte[0], StandardCharsets.UTF_8, new Undecoded(rule, message));
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return bytes.length == 0 && undecoded == null;
  }
}
