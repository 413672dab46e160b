package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.DateTimes;
import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A {@code format} of a text, which is for the engine to know: it is asked for this one keyword,
 * but for texts that plainly are of the format.
 */
final class TextFormat {
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

  static TextFormat of(String name) {
    return KNOWN.computeIfAbsent(name, TextFormat::new);
  }

  /** Whether a scanner's last text is of this format. */
  boolean holds(JsonScanner scanner) {
    if (isUri && scanner.isData()) {
      return true;
    }
    String text = scanner.string();
    if (isDateTime && DateTimes.isUsual(text)) {
      return true;
    }
    return engine.validate(JsonNodeFactory.instance.stringNode(text), schema).isEmpty();
  }
}
