package dev.concordat.conformance.stream;

import dev.concordat.conformance.compiled.CleanForm;
import dev.concordat.conformance.compiled.CompiledSchemas;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The last few chunks that were certainly clean. Most chunks of a stream are like one of them but
 * for the texts that they append.
 */
final class RecentChunks {
  /** As many as there are choices that take turns, in most streams. */
  private static final int MAX = 4;

  private final @Nullable Recent[] recent = new Recent[MAX];
  private int oldest;

  /**
   * A chunk.
   *
   * @param sum how it adds up, or null where nothing does
   */
  record Recent(
      CleanForm form,
      JsonNode json,
      CompiledSchemas.Clean clean,
      ChunkSum.@Nullable Repeatable sum) {}

  /** A chunk that is like one that came before, and the texts that it appends. */
  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  record Repeated(Recent chunk, String[] texts) {}

  /** Looks for a chunk that such data is like; null where there is none. */
  @Nullable Repeated find(byte[] bytes, int from, int to) {
    for (Recent known : recent) {
      String[] texts = known == null ? null : known.form().read(bytes, from, to);
      if (known != null && texts != null) {
        return new Repeated(known, texts);
      }
    }
    return null;
  }

  void add(Recent chunk) {
    recent[oldest] = chunk;
    oldest = (oldest + 1) % MAX;
  }
}
