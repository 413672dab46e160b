package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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

  private void judge(String part, Parameter parameter, String value) {
    SchemaNode schema = parameter.schema();
    if (schema != null && (isThorough || !isClean(value, schema))) {
      try {
        for (Problem problem : contract.engine().validate(typed(value, schema), schema)) {
          findings.add(
              "schema." + problem.keyword(),
              Severity.VIOLATION,
              part,
              "",
              problem.message(),
              problem.keywordPointer());
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

  // A parameter is text; where its schema wants a number or a boolean, the text is read as one.
  private static JsonNode typed(String value, SchemaNode schema) {
    JsonNode text = JsonNodeFactory.instance.stringNode(value);
    if (JsonType.STRING.isOneOf(schema.types())) {
      return text;
    }
    JsonNode read = JsonText.of(value).value();
    return read == null || read.isContainer() ? text : read;
  }
}
