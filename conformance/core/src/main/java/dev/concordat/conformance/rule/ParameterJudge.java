package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Mask;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Judges the values of a parameter, or of a header of a response.
 *
 * @param isThorough whether the schema engine is asked of each
 */
record ParameterJudge(Contract contract, Findings findings, boolean isThorough) {
  static final RuleCatalogue.Entry REQUIRED =
      new RuleCatalogue.Entry(
          "parameter.required",
          List.of(Severity.VIOLATION),
          "A parameter or header that the contract requires is absent.",
          "A request without the query parameter that the document marks as required.",
          "Send it; where the recorder strips headers, let it mask their values instead.");

  static final RuleCatalogue.Entry STYLE =
      new RuleCatalogue.Entry(
          "parameter.style",
          List.of(Severity.VIOLATION),
          "A value in the path is not written in the style that the contract states for it.",
          "/files/7 where the style is label, which writes /files/.7",
          "Write it as the style has it: label with a dot before it, matrix with ;NAME=.");

  /**
   * Judges a value in the path.
   *
   * @param written the value as it is written, with all that its style puts around it
   */
  void path(Parameter parameter, String written, UnaryOperator<String> decode) {
    String part = "request.path." + parameter.name();
    String simple = new ParameterValues(parameter, decode).simple(written);
    if (simple == null) {
      findings.add(
          STYLE.id(),
          Severity.VIOLATION,
          part,
          "",
          "expected a value in the style %s; found \"%s\""
              .formatted(parameter.style().name(), written),
          parameter.pointer());
    } else {
      judge(part, parameter, List.of(simple), decode);
    }
  }

  /**
   * Judges a parameter.
   *
   * @param written its values as they are written, none where it is absent
   * @param decode undoes the encoding of a piece
   */
  void judge(String part, Parameter parameter, List<String> written, UnaryOperator<String> decode) {
    if (written.isEmpty()) {
      if (parameter.required()) {
        findings.add(
            REQUIRED.id(),
            Severity.VIOLATION,
            part,
            "",
            "expected %s, which is missing".formatted(parameter.name()),
            parameter.pointer());
      }
    } else if (ParameterValues.isComposite(parameter)) {
      judgeAny(part, parameter, new ParameterValues(parameter, decode).of(written));
    } else {
      written.forEach(value -> judge(part, parameter, decode.apply(value)));
    }
  }

  /**
   * Judges the headers that one describes.
   *
   * @param message which message has them, {@code request} or {@code response}
   */
  void header(String message, Parameter header, Headers headers) {
    String part = message + ".header." + header.name().toLowerCase(Locale.ROOT);
    judge(part, header, headers.all(header.name()), text -> text);
  }

  /**
   * Judges a value that is a list, an object or JSON.
   *
   * @param meanings what it may mean, of which one has to hold
   */
  void judgeAny(String part, Parameter parameter, List<JsonNode> meanings) {
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
        unchecked(part, parameter, e);
        return;
      }
    }
  }

  private void unchecked(String part, Parameter parameter, SchemaEngine.EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    findings.add(failure.rule(), Severity.UNCHECKED, part, "", message, parameter.pointer());
  }

  private void add(String part, Problem problem) {
    if (problem.found().isString() && isMasked(problem, problem.found().stringValue())) {
      return;
    }
    Ledger.Entry habit = contract.ledger().tolerating(problem.schema(), problem.found());
    // A cookie is as good as a credential, whatever its name.
    String message = part.startsWith("request.cookie.") ? problem.expectation() : problem.message();
    findings.add(
        "schema." + problem.keyword(),
        habit == null ? Severity.VIOLATION : Severity.DRIFT,
        part,
        problem.pointer(),
        habit == null ? message : "%s; servers do this (%s)".formatted(message, habit.id()),
        problem.keywordPointer());
  }

  // Of what stands in the place of a secret nothing can be said, but that a recording of our own
  // keeps numbers, times, and what the contract lists in their form.
  private static boolean isMasked(Problem problem, String found) {
    return Mask.is(found)
        || (found.startsWith(Mask.OWN)
            && switch (problem.keyword()) {
              case "pattern", "minLength", "maxLength" -> true;
              case "format" -> !problem.expected().asString("").equals("date-time");
              default -> false;
            });
  }

  private void judge(String part, Parameter parameter, String value) {
    SchemaNode schema = parameter.schema();
    boolean isEmpty = value.isEmpty() && parameter.mayBeEmpty();
    if (schema != null && !isEmpty && (isThorough || !isClean(value, schema))) {
      try {
        for (Problem problem :
            contract.engine().validate(ParameterValues.typed(value, schema), schema)) {
          add(part, problem);
        }
      } catch (SchemaEngine.EngineException e) {
        unchecked(part, parameter, e);
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
