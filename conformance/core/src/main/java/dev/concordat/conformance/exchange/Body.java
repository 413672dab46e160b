package dev.concordat.conformance.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request or an answer, transfer and content codings undone. It is kept, or known to
 * be empty ({@link #isEmpty}; no body at all is known to be empty as well), or it is {@code
 * undecoded}: not at hand, of which {@link #isRecorded} tells whether a recorder lost it.
 *
 * @param mediaType the media type with its parameters, or null where none was stated
 * @param bytes the content, empty where it could not be decoded or is stored
 * @param charset how text is encoded in the content
 * @param undecoded why the content could not be decoded, or null where it could
 * @param stored the content of an event stream that is too long to hold, or null
 * @param whole how many bytes the whole content had, as its recorder says; 0 where it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
public record Body(
    @Nullable String mediaType,
    byte[] bytes,
    Charset charset,
    @Nullable Undecoded undecoded,
    @Nullable Stored stored,
    long whole) {
  private static final String NOT_RECORDED = "body.absent";

  /**
   * Content that is too long to hold, and is read where it is stored.
   *
   * @param size how many bytes it has, as far as is known; 0 where nothing tells
   */
  public record Stored(Content content, long size) {}

  /** Content that can be opened more than once. */
  public interface Content {
    /** Opens it; whoever does so closes it. */
    InputStream open() throws IOException;
  }

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
    return new Body(mediaType, bytes, StandardCharsets.UTF_8, null, null, 0);
  }

  /** An event stream that is too long to hold; such streams are always in UTF-8. */
  public static Body of(@Nullable String mediaType, Stored stored) {
    return new Body(mediaType, new byte[0], StandardCharsets.UTF_8, null, stored, 0);
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
    return new Body(mediaType, new byte[0], StandardCharsets.UTF_8, undecoded, null, 0);
  }

  /**
   * A body that a recorder did not keep, or of which nobody can tell whether there was one.
   *
   * @param message why it is not at hand, and how to record it whole
   * @param size how many bytes it had, as far as is known; 0 where nothing tells of any
   */
  public static Body notRecorded(@Nullable String mediaType, String message, long size) {
    return undecoded(mediaType, NOT_RECORDED, message, size);
  }

  /** The same body, of which its recorder says that it had so many bytes. */
  public Body ofWhole(long bytesOfAll) {
    return new Body(mediaType, bytes, charset, undecoded, stored, bytesOfAll);
  }

  /** Whether the recording has it, decoded or not; false where a recorder did not keep it. */
  public boolean isRecorded() {
    return undecoded == null || !undecoded.rule().equals(NOT_RECORDED);
  }

  /** Whether its recorder says that it had more than this many bytes, and cut it short. */
  public boolean isCutAt(long length) {
    return whole > length;
  }

  /** How many bytes it has, or had where it could not be decoded, as far as is known. */
  public long size() {
    if (undecoded != null) {
      return undecoded.size();
    }
    return stored == null ? bytes.length : stored.size();
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return bytes.length == 0 && undecoded == null && stored == null;
  }

  /** The content as it is read. */
  public InputStream open() throws IOException {
    return stored == null ? new ByteArrayInputStream(bytes) : stored.content().open();
  }
}
