package dev.concordat.conformance.stream;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.verdict.Severity;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the stream's owner knows of chunks: their schema, and where findings go. */
public interface Chunks {
  /**
   * Reads the data of an event as a chunk that is certainly clean, and notes what it exercises.
   *
   * @param bytes holds the data
   * @param from the index of its first byte
   * @param to the index behind its last byte
   * @return null where it has to be judged
   */
  default CompiledSchemas.@Nullable Clean clean(byte[] bytes, int from, int to) {
    return null;
  }

  /** Takes that a chunk came that exercises what this one did. */
  default void again(CompiledSchemas.Clean chunk) {}

  /**
   * Judges a chunk against its schema.
   *
   * @param offset the byte of the stream at which its event begins
   * @return the pointers of what violates it; of a property that is missing, where it would be
   */
  Set<String> judge(String part, long offset, JsonNode chunk);

  /** The message of the error that an event is, or null where it is none. */
  @Nullable String error(JsonNode event);

  /** The message of the error, in any form, that stands outside of events; null if it is none. */
  @Nullable String errorIn(JsonNode value);

  /** What a value says that has nothing of a chunk, or null where it says nothing. */
  default @Nullable String messageInPlaceOfChunk(JsonNode value) {
    return null;
  }

  /** Whether a value that stands outside of events looks like a chunk. */
  boolean isChunk(JsonNode value);

  /** Takes an event of a type that is not described. */
  default void undocumented(String type) {}

  /** What excuses that a stable member of chunks changes, or null where nothing does. */
  default @Nullable String excuse(String member) {
    return null;
  }

  /**
   * Judges the whole answer that the chunks add up to.
   *
   * @param isPartial whether some chunk may be missing in it
   */
  void judgeSum(String part, ObjectNode whole, boolean isPartial);

  /** Whether the contract describes, by name, what stands at this path in a chunk. */
  boolean describes(String path);

  /** Takes that so many bytes were not judged, and the rule that says why. */
  void notJudged(String rule, long bytes);

  /**
   * Takes a finding.
   *
   * @param subject what sets it apart from others of the rule, empty where nothing has to
   * @param times how many it stands for
   */
  void found(
      String rule,
      Severity severity,
      String part,
      String pointer,
      String message,
      String subject,
      long times);

  /** Takes a finding of a part as a whole. */
  default void found(String rule, Severity severity, String part, String message) {
    found(rule, severity, part, "", message, "", 1);
  }
}
