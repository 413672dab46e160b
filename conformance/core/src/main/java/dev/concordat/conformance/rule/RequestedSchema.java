package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Places;
import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.CallerSchemas;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value held against a JSON Schema that comes with a request.
 *
 * @param mistakes what is wrong with the value
 * @param unusable why nothing can be told, or null where it can
 * @param isSpent whether that is because it takes too much work
 */
record RequestedSchema(List<Mistake> mistakes, @Nullable String unusable, boolean isSpent) {
  private static final Map<CallerSchema, CompiledSchemas> COMPILED =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Something that is wrong.
   *
   * @param message what and where in the value
   * @param place the place in the schema, wherever in the value
   * @param count how many such mistakes it stands for
   */
  record Mistake(String message, String place, long count) {
    static Mistake of(Problem problem) {
      String property = problem.property();
      return new Mistake(
          "at '%s': %s".formatted(problem.pointer(), problem.message()),
          problem.keywordPointer().replaceFirst("^#/?", "")
              + (property == null ? "" : " " + property),
          problem.count());
    }
  }

  /** Whether a text is JSON that certainly satisfies the schema. */
  static boolean isClean(CallerSchemas callers, JsonNode schema, String text) {
    try {
      CallerSchema caller = callers.of(schema);
      CompiledSchemas compiled =
          COMPILED.computeIfAbsent(
              caller, one -> new CompiledSchemas(one.graph(), new Places(one.graph())));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return compiled.read(bytes, 0, bytes.length, caller.root(), null) != null;
    } catch (CallerSchema.UnusableException e) {
      return false;
    }
  }

  static RequestedSchema judge(CallerSchemas callers, JsonNode schema, JsonNode value) {
    try {
      List<Mistake> mistakes = new ArrayList<>();
      callers.validate(value, schema).forEach(problem -> mistakes.add(Mistake.of(problem)));
      return new RequestedSchema(mistakes, null, false);
    } catch (SchemaEngine.BudgetException e) {
      return new RequestedSchema(List.of(), String.valueOf(e.getMessage()), true);
    } catch (CallerSchema.UnusableException | SchemaEngine.EngineException e) {
      return new RequestedSchema(List.of(), String.valueOf(e.getMessage()), false);
    }
  }

  /**
   * That nothing can be told, and why.
   *
   * @param fault what is said of a schema that cannot be used
   */
  String untold(String fault) {
    return isSpent
        ? "the schema that the request gives was not tried to its end: " + unusable
        : fault + ": " + unusable;
  }

  /** The rule of the finding that nothing can be told. */
  String rule(String own) {
    return isSpent ? "schema.budget" : own;
  }
}
