package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Places;
import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.CallerSchemas;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
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
 * @param noted what would be wrong if a format were more than a note
 * @param unusable why nothing can be told, or null where it can
 * @param isSpent whether that is because it takes too much work
 */
record RequestedSchema(
    List<Mistake> mistakes, List<Mistake> noted, @Nullable String unusable, boolean isSpent) {
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
      CallerSchema.Contradictions found = callers.validate(value, schema);
      return new RequestedSchema(mistakes(found.asserted()), mistakes(found.noted()), null, false);
    } catch (SchemaEngine.BudgetException e) {
      return unusable(e, true);
    } catch (CallerSchema.UnusableException | SchemaEngine.EngineException e) {
      return unusable(e, false);
    }
  }

  private static List<Mistake> mistakes(List<Problem> problems) {
    return problems.stream().map(Mistake::of).toList();
  }

  private static RequestedSchema unusable(RuntimeException reason, boolean isSpent) {
    return new RequestedSchema(List.of(), List.of(), String.valueOf(reason.getMessage()), isSpent);
  }

  /**
   * How a rule tells what it finds.
   *
   * @param rule the rule's id
   * @param member the member of the agreement that it follows from
   * @param pointer where in the answer the value is written
   * @param severity how much a mistake weighs
   * @param value what the value is: {@code arguments}
   * @param schema what is said to give the schema: {@code the parameters that the request gives
   *     are}
   * @param subject what sets mistakes apart from those against another schema, empty where there is
   *     but one
   */
  record Telling(
      RuleCatalogue.Entry rule,
      String member,
      String pointer,
      Severity severity,
      String value,
      String schema,
      String subject) {
    /** Of the arguments of a call, held against the parameters that the request gives. */
    static Telling ofArguments(
        RuleCatalogue.Entry rule, String member, String pointer, String subject) {
      String schema = "the parameters that the request gives are";
      return new Telling(rule, member, pointer, Severity.VIOLATION, "arguments", schema, subject);
    }
  }

  /** Tells each mistake, or that nothing can be told and why. */
  void tell(AnswerCase answer, Telling as) {
    mistakes.forEach(mistake -> tell(answer, as, mistake, as.severity(), ""));
    noted.forEach(
        mistake -> tell(answer, as, mistake, Severity.DRIFT, "; a format is a note by itself"));
    if (unusable != null) {
      answer.add(
          isSpent ? "schema.budget" : as.rule().id(),
          Severity.UNCHECKED,
          as.pointer(),
          isSpent
              ? "the schema that the request gives was not tried to its end: " + unusable
              : "%s no usable JSON Schema: %s".formatted(as.schema(), unusable),
          as.member(),
          "",
          1);
    }
  }

  private static void tell(
      AnswerCase answer, Telling as, Mistake mistake, Severity severity, String excuse) {
    answer.add(
        as.rule().id(),
        severity,
        as.pointer(),
        "in the %s, %s%s".formatted(as.value(), mistake.message(), excuse),
        as.member(),
        as.subject().isEmpty() ? mistake.place() : as.subject() + " " + mistake.place(),
        mistake.count());
  }
}
