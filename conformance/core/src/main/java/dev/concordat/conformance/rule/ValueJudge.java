package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Keep;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.schema.Walk;
import dev.concordat.conformance.verdict.Severity;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Judges a JSON value against a schema of a contract: what contradicts it violates, unless the
 * ledger tolerates it; what it does not describe drifts.
 */
final class ValueJudge {
  private final Contract contract;
  private @Nullable SchemaEngine engine;
  private final Findings findings;
  private final ProviderCoverage coverage;
  private final boolean isThorough;

  ValueJudge(Case exchange) {
    this.contract = exchange.contract();
    this.findings = exchange.findings();
    this.coverage = exchange.coverage();
    this.isThorough = exchange.isThorough();
  }

  /**
   * Reads a text that is certainly clean.
   *
   * @return null where the text has to be judged, or somebody wants to be told all that is in it
   */
  CompiledSchemas.@Nullable Clean read(
      byte[] text, int from, int to, SchemaNode schema, @Nullable Keep keep) {
    return isThorough || findings.observer() != Observer.OfExchange.NONE
        ? null
        : contract.compiled().read(text, from, to, schema, keep);
  }

  /** Reads a body that is certainly clean; null as above. */
  CompiledSchemas.@Nullable Clean read(Body body, SchemaNode schema, Keep keep) {
    byte[] bytes = body.bytes();
    return body.charset().equals(StandardCharsets.UTF_8) && body.stored() == null
        ? read(bytes, 0, bytes.length, schema, keep)
        : null;
  }

  /** Judges a value and notes what of the contract it exercised. */
  void judge(String part, JsonNode value, SchemaNode schema) {
    judge(part, "", value, schema);
  }

  /**
   * Judges a value and notes what of the contract it exercised.
   *
   * @param where what messages begin with, to tell the place in the part
   * @return the pointers of what violates the schema, and is not tolerated; of a property that is
   *     missing, where it would be
   */
  Set<String> judge(String part, String where, JsonNode value, SchemaNode schema) {
    List<Problem> problems = problems(part, value, schema);
    OtherKind otherKind = otherKind(problems);
    Set<String> wrong = tell(part, where, problems, otherKind);
    Walk.Visitor drift = new ValueDrift(contract, findings, coverage, part, problems, otherKind);
    new Walk(engine(), drift).walk(value, schema);
    return wrong;
  }

  /**
   * Judges whether a sum contradicts the schema; what it does not describe was said of its parts.
   *
   * @param wasSaid whether what contradicts it was said of its parts too
   */
  void judgeSum(String part, JsonNode value, SchemaNode schema, Predicate<Problem> wasSaid) {
    if (isCleanSum(value, schema)) {
      return;
    }
    List<Problem> problems =
        problems(part, value, schema).stream().filter(wasSaid.negate()).toList();
    tell(part, "", problems, otherKind(problems));
    new Walk(engine(), new Covered()).walk(value, schema);
  }

  private boolean isCleanSum(JsonNode value, SchemaNode schema) {
    if (isThorough) {
      return false;
    }
    try {
      byte[] text = JsonText.of(value);
      CompiledSchemas.Clean clean = read(text, 0, text.length, schema, null);
      if (clean != null) {
        coverage.exercised(clean);
      }
      return clean != null;
    } catch (JacksonException e) {
      // Half a character, which the chunks that it came in wrote as an escape.
      return false;
    }
  }

  /** Whether a value satisfies a schema; not where the engine cannot say. */
  boolean satisfies(JsonNode value, SchemaNode schema) {
    try {
      return engine().validate(value, schema).isEmpty();
    } catch (SchemaEngine.EngineException e) {
      return false;
    }
  }

  /** What contradicts the schema, tolerated or not. */
  private List<Problem> problems(String part, JsonNode value, SchemaNode schema) {
    List<Problem> problems;
    try {
      problems = engine().validate(value, schema);
    } catch (SchemaEngine.EngineException e) {
      findings.add(
          e.rule(), Severity.UNCHECKED, part, "", String.valueOf(e.getMessage()), schema.pointer());
      return List.of();
    }
    if (SchemaEngine.isCut(problems)) {
      findings.add(
          "schema.more",
          Severity.UNCHECKED,
          part,
          "",
          "%d different mistakes were found, and what comes after them is not judged"
              .formatted(SchemaEngine.MAX_PROBLEMS),
          schema.pointer());
    }
    return problems;
  }

  /** Tells what contradicts the schema; the places of what is not tolerated. */
  private Set<String> tell(String part, String where, List<Problem> problems, OtherKind otherKind) {
    Set<String> wrong = new HashSet<>();
    Set<String> said = new HashSet<>();
    Map<Problem, Ledger.Entry> habits = new LinkedHashMap<>();
    for (Problem problem : problems) {
      Ledger.Entry entry = toleratingEntry(problem);
      if (problem.keyword().equals("required") && otherKind.lacks(place(problem))) {
        wrong.add(place(problem));
      } else if (entry == null) {
        // A condition may ask for what is asked for in any case.
        if (said.add(problem.pointer() + " " + problem.keyword() + " " + problem.message())) {
          add(Severity.VIOLATION, part, where + problem.message(), problem);
        }
        wrong.add(place(problem));
      } else {
        habits.put(problem, entry);
      }
    }
    Set<String> tolerated = new HashSet<>();
    habits.forEach(
        (problem, entry) -> {
          // What violates at the place says it already.
          if (!wrong.contains(place(problem)) && tolerated.add(entry.id() + problem.pointer())) {
            String message = "%s%s; servers do this (%s)";
            String told = message.formatted(where, problem.message(), entry.id());
            add(Severity.DRIFT, part, told, problem);
          }
        });
    return wrong;
  }

  private OtherKind otherKind(List<Problem> problems) {
    return OtherKind.of(problems, problem -> toleratingEntry(problem) != null);
  }

  // One for all that is judged, as its budget is that of an exchange.
  private SchemaEngine engine() {
    if (engine == null) {
      engine = contract.engine().ofOneExchange();
    }
    return engine;
  }

  // Of a property that is missing, where it would be.
  private static String place(Problem problem) {
    String property = problem.property();
    return problem.pointer() + (property == null ? "" : "/" + property);
  }

  private void add(Severity severity, String part, String message, Problem problem) {
    String property = problem.property();
    findings.addShowing(
        new PlainText(contract.words()).shown(part, problem),
        "schema." + problem.keyword(),
        severity,
        part,
        problem.pointer(),
        message,
        keyword(problem),
        property == null ? "" : property,
        problem.count());
  }

  private Ledger.@Nullable Entry toleratingEntry(Problem problem) {
    String property = problem.property();
    Ledger.Entry absent =
        property != null && problem.keyword().equals("required")
            ? contract.ledger().toleratingAbsent(problem.schema(), property, problem.found())
            : null;
    return absent != null
        ? absent
        : contract.ledger().tolerating(problem.schema(), problem.found());
  }

  // The union's own finding stands at its discriminator, which is no keyword's value.
  private static String keyword(Problem problem) {
    return problem.keyword().equals("discriminator")
        ? problem.schema() + "/discriminator"
        : problem.keywordPointer();
  }

  private final class Covered implements Walk.Visitor {
    @Override
    public void value(SchemaNode schema, JsonNode value, InstancePath at) {
      coverage.value(schema, value);
    }

    @Override
    public void property(SchemaNode owner, String name, JsonNode value, InstancePath at) {
      coverage.property(owner, name);
    }

    @Override
    public void branch(Union union, SchemaNode branch, JsonNode value, InstancePath at) {
      coverage.branch(union, branch);
    }
  }
}
