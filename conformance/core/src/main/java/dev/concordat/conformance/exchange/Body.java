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

  /**
   * Why a content could not be decoded.
   *
   * @param rule the rule that says so
   * @param message the reason
   * @param size how many bytes there were, as far as is known; 0 where nothing tells
   */
  public record Undecoded(String rule, String message, long size) {}

  /** A body in UTF-8. */
  public static Body of(@Nullable String mediaType, byte[] bytes) {
    return new Body(mediaType, bytes, StandardCharsets.UTF_8, null);
  }

  /** A body of text. */
  public static Body of(@Nullable String mediaType, String text) {
    return of(mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body that could not be decoded, and of which nothing tells how many bytes it had. */
  public static Body undecoded(@Nullable String mediaType, String rule, String message) {
    return undecoded(mediaType, rule, message, 0);
  }

  /**
   * A body that could not be decoded.
   *
   * @param size how many bytes it had, as far as is known
   */
  public static Body undecoded(@Nullable String mediaType, String rule, String message, long size) {
    Undecoded undecoded = new Undecoded(rule, message, size);
    return new Body(mediaType, new byte[0], StandardCharsets.UTF_8, undecoded);
  }

  /** How many bytes it has, or had where it could not be decoded. */
  public long size() {
    return undecoded == null ? bytes.length : undecoded.size();
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return bytes.length == 0 && undecoded == null;
  }
}
