package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.Parameter;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Requests that break a constraint of the contract each, and that a conforming server refuses. */
final class NegativeCases {
  private static final Pattern NAMED = Pattern.compile("#/components/schemas/([^/]+)");

  private final Contract contract;
  private final Operation operation;
  private final Requests requests;
  private final Set<String> broken = new HashSet<>();
  private final List<ProbeCase> cases = new ArrayList<>();

  NegativeCases(Contract contract, Operation operation, Requests requests) {
    this.contract = contract;
    this.operation = operation;
    this.requests = requests;
  }

  /** The cases, the body's constraints in the order of the contract. */
  List<ProbeCase> all() {
    Operation.RequestBody body = operation.requestBody();
    if (body != null && body.required()) {
      add("an absent body", body.pointer(), null);
      add("a body that is no JSON", body.pointer(), "{\"");
    }
    SchemaNode schema = requests.schema();
    if (schema != null) {
      for (Site site : Tour.of(contract, schema, requests.forBody())) {
        for (Breach breach : Breach.ALL) {
          for (JsonNode value : breach.of(site.schema(), site.example())) {
            add(schema, site, value);
          }
        }
      }
    }
    for (Parameter parameter : operation.parameters()) {
      parameter(parameter);
    }
    return cases;
  }

  // One request for each constraint: what breaks it first stands for all.
  private void add(SchemaNode schema, Site site, JsonNode value) {
    JsonNode request = site.request().apply(value);
    List<Problem> problems = contract.engine().validate(request, schema);
    if (problems.isEmpty()) {
      return;
    }
    Problem problem = problems.get(0);
    if (broken.add(problem.keywordPointer() + "/" + problem.property())) {
      String place =
          problem.keyword().equals("discriminator")
              ? problem.schema() + "/discriminator"
              : problem.keywordPointer();
      add(name(problem), place, request.toString());
    }
  }

  // The place, what is wrong with it, and which of several schemas for this place says so.
  private static String name(Problem problem) {
    String at = problem.pointer().replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    String path = at.startsWith(".") ? at.substring(1) : at;
    Matcher named = NAMED.matcher(problem.schema());
    return "%s%s%s"
        .formatted(
            path.isEmpty() ? "" : path + ": ",
            problem.message(),
            named.lookingAt() ? " (%s)".formatted(named.group(1)) : "");
  }

  private void add(String what, String place, @Nullable String body) {
    cases.add(ProbeCase.refused(operation, "refuses " + what, place, body));
  }

  private void parameter(Parameter parameter) {
    SchemaNode schema = parameter.schema();
    if (schema == null || !parameter.in().equals("header")) {
      return;
    }
    JsonNode wrong = JsonNodeFactory.instance.stringNode("not-documented");
    // Of a list it is the only item.
    boolean isList = schema.types().contains(JsonType.ARRAY) && !parameter.style().isJson();
    JsonNode meant = isList ? JsonNodeFactory.instance.arrayNode().add(wrong) : wrong;
    for (Problem problem : contract.engine().validate(meant, schema)) {
      String name = "refuses %s: %s".formatted(parameter.name(), problem.message());
      JsonNode request = requests.minimal();
      cases.add(
          ProbeCase.refused(
                  operation,
                  name,
                  problem.keywordPointer(),
                  request == null ? null : request.toString())
              .with(parameter.name(), wrong.asString()));
    }
  }
}
