package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Judges the values of a header or query parameter.
 *
 * @param isThorough whether the schema engine is asked of each
 */
record ParameterJudge(Contract contract, Findings findings, boolean isThorough) {
  /** Judges each of the values, of which there are none where the parameter is absent. */
  void judge(String part, Parameter parameter, List<String> values) {
    if (values.isEmpty() && parameter.required()) {
      findings.add(
          "parameter.required",
          Severity.VIOLATION,
          part,
          "",
          "expected %s, which is missing".formatted(parameter.name()),
          parameter.pointer());
    }
    values.forEach(value -> judge(part, parameter, value));
  }

  /**
   * Judges a value that is a list, an object or JSON.
   *
   * @param meanings what it may mean, of which one has to hold; empty where it is absent
   */
  void judgeAny(String part, Parameter parameter, List<JsonNode> meanings) {
    if (meanings.isEmpty()) {
      judge(part, parameter, List.of());
    }
    SchemaNode schema = parameter.schema();
    for (int i = 0; schema != null && i < meanings.size(); i++) {
      try {
        List<Problem> problems = contract.engine().validate(meanings.get(i), schema);
        if (problems.isEmpty()) {
          return;
        }
        if (i == meanings.size() - 1) {
          problems.forEach(problem -> add(part, problem));
        }
      } catch (SchemaEngine.EngineException e) {
        String message = String.valueOf(e.getMessage());
        findings.add(e.rule(), Severity.UNCHECKED, part, "", message, parameter.pointer());
        return;
      }
    }
  }

  private void add(String part, Problem problem) {
    Ledger.Entry habit = contract.ledger().tolerating(problem.schema(), problem.found());
    findings.add(
        "schema." + problem.keyword(),
        habit == null ? Severity.VIOLATION : Severity.DRIFT,
        part,
        problem.pointer(),
        habit == null
            ? problem.message()
            : "%s; servers do this (%s)".formatted(problem.message(), habit.id()),
        problem.keywordPointer());
  }

  private void judge(String part, Parameter parameter, String value) {
    SchemaNode schema = parameter.schema();
    if (schema != null && (isThorough || !isClean(value, schema))) {
      try {
        for (Problem problem :
            contract.engine().validate(ParameterValues.typed(value, schema), schema)) {
          add(part, problem);
        }
      } catch (SchemaEngine.EngineException e) {
        String message = String.valueOf(e.getMessage());
        findings.add(e.rule(), Severity.UNCHECKED, part, "", message, parameter.pointer());
      }
    }
  }

  // As the text of JSON that it would be; a list or an object is no more than text.
  private boolean isClean(String value, SchemaNode schema) {
    boolean isText = JsonType.STRING.isOneOf(schema.types());
    if (isText ? !isPlain(value) : value.startsWith("{") || value.startsWith("[")) {
      return false;
    }
    byte[] text = (isText ? '"' + value + '"' : value).getBytes(StandardCharsets.UTF_8);
    return contract.compiled().read(text, 0, text.length, schema, null) != null;
  }

  private static boolean isPlain(String value) {
    return value.indexOf('"') < 0 && value.indexOf('\\') < 0;
  }
}
