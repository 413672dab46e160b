package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.DateTimes;
import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A {@code format} of a text, which is for the engine to know: it is asked for this one keyword,
 * but for texts that plainly are of the format.
 */
final class TextFormat {
  // That a text is a password is a hint to who shows it, says OpenAPI's registry of formats.
  private static final Set<String> OF_ANY_TEXT = Set.of("", "password");

  private static final Map<String, TextFormat> KNOWN = new ConcurrentHashMap<>();

  private final SchemaEngine engine;
  private final SchemaNode schema;
  private final boolean isUri;
  private final boolean isDateTime;

  private TextFormat(String name) {
    SchemaGraph graph =
        SchemaGraph.compile(
            JsonNodeFactory.instance.objectNode().put("format", name), List.of("#"));
    this.engine = SchemaEngine.late(graph);
    this.schema = graph.at("#");
    this.isUri = name.equals("uri");
    this.isDateTime = name.equals("date-time");
  }

  /** A format; null where any text is of it. */
  static @Nullable TextFormat of(String name) {
    return OF_ANY_TEXT.contains(name) ? null : KNOWN.computeIfAbsent(name, TextFormat::new);
  }

  /** Whether a scanner's last text is of this format. */
  boolean holds(JsonScanner scanner) {
    if (isUri && scanner.isPlainUri()) {
      return true;
    }
    String text = scanner.string();
    if (isDateTime && DateTimes.isUsual(text)) {
      return true;
    }
    return engine.validate(JsonNodeFactory.instance.stringNode(text), schema).isEmpty();
  }
}
