package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of a graph, compiled to a reader of bytes. It knows one answer: that a text is JSON,
 * satisfies its schema and holds nothing that the schema does not describe. What it does not vouch
 * for may be all of that as well. Compiled as values are met; threads may share one.
 */
public final class CompiledSchemas {
  private final Planner planner;
  private final int places;
  // How a text is read of which one schema is said, by that.
  private final Map<SchemaNode, Shape> shapes = new ConcurrentHashMap<>();

  /** The schemas of a graph. */
  public CompiledSchemas(SchemaGraph graph, Places places) {
    this.planner = new Planner(graph, places);
    this.places = places.count();
  }

  /**
   * A text that is certainly clean.
   *
   * @param kept the parts of its value that were wanted, or null where none were
   * @param told what it exercises, a bit for each of {@link Places}
   * @param undescribed how many of its values are allowed whatever they are, by the schema that
   *     allows them
   * @param marks where the texts stand that were to be marked and may be any: of each its first
   *     byte, and the one behind its last
   */
  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  public record Clean(
      @Nullable JsonNode kept, long[] told, Map<SchemaNode, Long> undescribed, int[] marks) {}

  /**
   * Reads a text.
   *
   * @param bytes holds the text, in UTF-8
   * @param from the index of its first byte
   * @param to the index behind its last byte
   * @param keep the parts of the value that are wanted, or null where none are
   * @return null where the text is not vouched for
   */
  public @Nullable Clean read(
      byte[] bytes, int from, int to, SchemaNode schema, @Nullable Keep keep) {
    JsonScanner scanner = new JsonScanner(bytes, from, to);
    Reading reading = new Reading(scanner, places);
    try {
      JsonNode kept = reading.value(shape(schema), keep);
      return scanner.isAtEnd()
          ? new Clean(kept, reading.told(), reading.undescribed(), reading.marks())
          : null;
    } catch (Refused e) {
      return null;
    }
  }

  private Shape shape(SchemaNode schema) {
    Shape shape = shapes.get(schema);
    return shape == null
        ? shapes.computeIfAbsent(schema, met -> planner.shape(List.of(met)))
        : shape;
  }
}
