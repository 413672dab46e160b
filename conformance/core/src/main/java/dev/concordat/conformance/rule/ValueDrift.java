package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.schema.Walk;
import dev.concordat.conformance.verdict.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells, on a walk through a value, what drifts in it and what of the contract it exercises. */
final class ValueDrift implements Walk.Visitor {
  private final Findings findings;
  private final ProviderCoverage coverage;
  private final String part;
  private final Walk.Visitor observer;
  // Where it has another form, which is tolerated and was told.
  private final Set<String> otherForms = new HashSet<>();
  // The places of what may not be there, which was told.
  private final Set<String> excluded = new HashSet<>();
  private final OtherKind otherKind;
  private final PlainText plain;

  /**
   * What drifts in a value.
   *
   * @param problems what contradicts its schema, which was told
   * @param otherKind what follows from an object's kind, which was told
   */
  ValueDrift(
      Contract contract,
      Findings findings,
      ProviderCoverage coverage,
      String part,
      List<Problem> problems,
      OtherKind otherKind) {
    this.findings = findings;
    this.coverage = coverage;
    this.part = part;
    this.observer = findings.observer().value(part, problems);
    this.otherKind = otherKind;
    this.plain = new PlainText(contract.words());
    for (Problem problem : problems) {
      if (contract.ledger().toleratingForm(problem.schema(), problem.found()) != null) {
        otherForms.add(problem.pointer());
      }
      if (problem.excluded() != null) {
        excluded.add(problem.pointer() + "/" + problem.excluded());
      }
    }
  }

  @Override
  public void value(SchemaNode schema, JsonNode value, InstancePath at) {
    coverage.value(schema, value);
    observer.value(schema, value, at);
    List<JsonNode> known = schema.knownValues();
    if (!known.isEmpty() && !known.contains(value)) {
      String pointer = at.toString();
      findings.addShowing(
          plain.isPointer(pointer) ? plain.value(part, pointer, value) : Shown.any(),
          "value.undocumented",
          Severity.DRIFT,
          part,
          pointer,
          Explanation.shown(value) + " is not among the documented values",
          schema.knownValuesPointer(),
          "",
          1);
    }
  }

  @Override
  public void property(SchemaNode owner, String name, JsonNode value, InstancePath at) {
    coverage.property(owner, name);
    observer.property(owner, name, value, at);
  }

  @Override
  public void branch(Union union, SchemaNode branch, JsonNode value, InstancePath at) {
    coverage.branch(union, branch);
    observer.branch(union, branch, value, at);
  }

  @Override
  public void undescribed(SchemaNode schema, JsonNode value) {
    coverage.undescribed(schema, value);
  }

  @Override
  public void undocumented(SchemaNode owner, String name, JsonNode value, InstancePath at) {
    observer.undocumented(owner, name, value, at);
    String pointer = at.toString();
    String around = pointer.substring(0, pointer.lastIndexOf('/'));
    if (otherForms.contains(around) || excluded.contains(pointer) || otherKind.has(pointer)) {
      return;
    }
    Shown shows = plain.isPointer(around) ? plain.value(part, pointer, value) : Shown.any();
    shows.addAll(plain.name(name));
    findings.addShowing(
        shows,
        "field.undocumented",
        Severity.DRIFT,
        part,
        pointer,
        name + " is not described; found " + Explanation.shown(value),
        owner.pointer(),
        name,
        1);
  }
}
