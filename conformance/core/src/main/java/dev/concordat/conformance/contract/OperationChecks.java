package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.language.Extension;
import dev.concordat.language.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Checks what operations say beside their schemas: ids, paths, parameters, security, answers. */
final class OperationChecks {
  private static final Map<String, List<String>> STYLES =
      Map.of(
          "path", List.of("simple", "label", "matrix"),
          "query", List.of("form", "spaceDelimited", "pipeDelimited", "deepObject"),
          "header", List.of("simple"),
          "cookie", List.of("form", "cookie"));

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern STATUS = Pattern.compile("[1-5]([0-9][0-9]|XX)|default");

  private final Draft draft;

  OperationChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    ids();
    templates();
    Found root = new Found(draft.source().root());
    security(root.in("security"));
    servers(root.in("servers"));
    for (Found path : draft.objects().all(Kind.PATH)) {
      for (String method : OpenApiObjects.METHODS) {
        Found operation = path.in(method);
        if (operation.json().isObject()) {
          parameters(path, operation);
          security(operation.in("security"));
          statuses(operation.in("responses"));
          when(operation);
        }
      }
    }
  }

  private void ids() {
    Map<String, Found> known = new HashMap<>();
    for (Found operation : draft.objects().all(Kind.OPERATION)) {
      Found id = operation.in("operationId");
      Found other = id.json().isString() ? known.putIfAbsent(id.json().stringValue(), id) : null;
      if (other != null) {
        draft.wrong(
            id,
            "operationId: '%s' stands on line %d too; give one of them another"
                .formatted(id.json().stringValue(), draft.line(other)));
      }
    }
  }

  // Two that differ in the names of variables only are one to whoever sends a request.
  private void templates() {
    Map<String, Found> known = new HashMap<>();
    for (Found path : draft.objects().all(Kind.PATH)) {
      String template = Draft.name(path);
      String form = VARIABLE.matcher(template).replaceAll("{}");
      Found other = known.putIfAbsent(form, path);
      if (other != null) {
        draft.at(
            path,
            "the path %s is the same as that on line %d but for names"
                .formatted(template, draft.line(other)));
      }
      if (form.replace("{}", "").matches(".*[{}].*")) {
        draft.at(path, "the path %s has a brace that stands alone".formatted(template));
      }
    }
  }

  private void parameters(Found path, Found operation) {
    Map<String, Found> declared = new LinkedHashMap<>();
    for (Found owner : List.of(path, operation)) {
      Set<String> inList = new HashSet<>();
      for (Found parameter : draft.resolvedItems(owner.in("parameters"))) {
        String name = parameter.json().path("name").asString("");
        String in = parameter.json().path("in").asString("");
        if (!inList.add(in + " " + name)) {
          draft.at(owner.in("parameters"), "parameters: '%s' in %s twice".formatted(name, in));
        }
        if (in.equals("path")) {
          declared.put(name, parameter);
        }
        written(parameter, name, in);
      }
    }
    Set<String> variables = variables(Draft.name(path));
    for (String variable : variables) {
      if (!declared.containsKey(variable)) {
        draft.at(
            operation,
            "the path %s has {%s}, which no parameter describes; add {name: %s, in: path, required: true, schema: …}"
                .formatted(Draft.name(path), variable, variable));
      }
    }
    declared.forEach(
        (name, parameter) -> {
          if (!variables.contains(name)) {
            draft.at(
                parameter,
                "the parameter '%s' is in path, and %s has no {%s}"
                    .formatted(name, Draft.name(path), name));
          } else if (!parameter.json().path("required").asBoolean(false)) {
            draft.at(
                parameter,
                "the parameter '%s' is in path and has to be required: true".formatted(name));
          }
        });
  }

  // OpenAPI 3.1, 4.8.12.2: a schema and a style, or the content of one media type.
  private void written(Found parameter, String name, String in) {
    JsonNode json = parameter.json();
    if (json.has("schema") == json.has("content")) {
      draft.at(
          parameter, "the parameter '%s' has to have either schema or content".formatted(name));
    } else if (json.has("content") && json.path("content").size() != 1) {
      draft.at(
          parameter,
          "the parameter '%s' has to have the content of one media type".formatted(name));
    }
    List<String> styles = STYLES.getOrDefault(in, List.of());
    String style = json.path("style").asString("");
    if (!style.isEmpty() && !styles.isEmpty() && !styles.contains(style)) {
      draft.at(
          parameter.in("style"),
          "style: '%s' is none of a parameter in %s; %s"
              .formatted(style, in, Nearest.hint(style, styles)));
    }
  }

  private static Set<String> variables(String template) {
    Set<String> variables = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(template);
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  private void security(Found security) {
    Set<String> schemes =
        new TreeSet<>(draft.document().path("components").path("securitySchemes").propertyNames());
    for (int i = 0; security.json().isArray() && i < security.json().size(); i++) {
      Found alternative = new Found(security.at().appendIndex(i), security.json().get(i));
      for (String scheme : alternative.json().propertyNames()) {
        if (!schemes.contains(scheme)) {
          draft.wrong(
              alternative.in(scheme),
              "security: there is no scheme '%s' in components/securitySchemes; %s"
                  .formatted(scheme, Nearest.hint(scheme, schemes)));
        }
      }
    }
  }

  private void servers(Found servers) {
    for (int i = 0; servers.json().isArray() && i < servers.json().size(); i++) {
      Found server = new Found(servers.at().appendIndex(i), servers.json().get(i));
      for (String variable : variables(server.json().path("url").asString(""))) {
        if (!server.json().path("variables").has(variable)) {
          draft.wrong(
              server.in("url"), "url: {%s} is none of the server's variables".formatted(variable));
        }
      }
    }
  }

  private void statuses(Found responses) {
    for (String status : responses.json().propertyNames()) {
      if (!STATUS.matcher(status).matches()) {
        draft.wrong(
            responses.in(status),
            "'%s' is no status; expected a number such as 200, a class such as 4XX, or default"
                .formatted(status));
      }
    }
  }

  private void when(Found operation) {
    Found cases = operation.in(Extension.WHEN);
    List<String> answers = new ArrayList<>();
    for (Found body : Draft.bodies(draft.response(operation, "200"))) {
      answers.add(Operation.essence(Draft.name(body)));
    }
    if (!cases.json().isArray()) {
      if (answers.size() > 1) {
        draft.at(
            operation,
            "the response 200 has %s, and no x-when says which of them a request asks for"
                .formatted(String.join(" and ", answers)));
      }
      return;
    }
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < cases.json().size(); i++) {
      Found each = new Found(cases.at().appendIndex(i), cases.json().get(i));
      String answer = Operation.essence(each.json().path("answer").asString(""));
      asked.add(answer);
      if (!answers.contains(answer)) {
        draft.wrong(
            each.in("answer"),
            "x-when: the response 200 has no %s; %s"
                .formatted(answer, Nearest.hint(answer, answers)));
      }
      request(operation, each.in("request"));
    }
    answers.removeAll(asked);
    if (!answers.isEmpty()) {
      draft.at(cases, "x-when: no case asks for %s".formatted(String.join(" or ", answers)));
    }
  }

  // What decides between answers has to be a member of the request that somebody may send.
  private void request(Found operation, Found condition) {
    SchemaNode asks = draft.schemas().find(condition.pointer());
    List<Found> bodies = Draft.bodies(draft.requestBody(operation));
    if (asks == null) {
      return;
    }
    Set<String> names = new LinkedHashSet<>(asks.required());
    names.addAll(asks.properties().keySet());
    for (String name : names) {
      boolean isThere =
          bodies.stream()
              .map(draft::schema)
              .anyMatch(schema -> schema == null || SchemaPath.mayLead(schema, name));
      if (!isThere) {
        Set<String> known = new TreeSet<>();
        for (Found body : bodies) {
          SchemaNode schema = draft.schema(body);
          if (schema != null) {
            known.addAll(SchemaPath.namesBeside(schema, name));
          }
        }
        draft.wrong(
            condition,
            "x-when: '%s' is no member of the request's body; %s"
                .formatted(name, Nearest.hint(name, known)));
      }
    }
  }
}
