package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.server.emulator.reply.SafeJson;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.conformance.server.instance.Preferences;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON objects, as text, that satisfy a schema which comes with a request. */
final class RequestedJson {
  private RequestedJson() {}

  /**
   * An object, or null where none was found that satisfies the schema. The generator and the engine
   * are bounded.
   *
   * @throws CallerSchema.UnusableException where the schema cannot be used
   */
  static @Nullable String of(JsonNode json) {
    CallerSchema schema = CallerSchema.of(json);
    try {
      for (Preferences choices : List.of(Preferences.full(), Preferences.minimal())) {
        JsonNode made =
            new InstanceGenerator(schema.graph(), schema.engine(), choices).generate(schema.root());
        if (made != null && made.isObject()) {
          return SafeJson.write(made);
        }
      }
      JsonNode empty = JsonNodeFactory.instance.objectNode();
      return schema.engine().validate(empty, schema.root()).isEmpty() ? "{}" : null;
    } catch (SchemaEngine.EngineException e) {
      return null;
    }
  }
}
