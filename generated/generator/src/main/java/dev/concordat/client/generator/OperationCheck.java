package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the operations of a contract against what the client can send and read. Members of OpenAPI
 * that are in none of the sets here are refused.
 */
final class OperationCheck {
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final Set<String> OPERATION =
      Set.of(
          "tags",
          "summary",
          "description",
          "externalDocs",
          "operationId",
          "parameters",
          "requestBody",
          "responses",
          "callbacks",
          "deprecated",
          "security");
  private static final Set<String> PARAMETER =
      Set.of(
          "name",
          "in",
          "description",
          "required",
          "deprecated",
          "allowEmptyValue",
          "style",
          "explode",
          "allowReserved",
          "schema",
          "example",
          "examples",
          "content");
  private static final Set<String> MEDIA_TYPE =
      Set.of("schema", "itemSchema", "example", "examples", "encoding");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private final ContractTree contract;
  private final Refusals refusals;
  private final StreamCheck streams;
  private final ParameterCheck parameters;

  OperationCheck(ContractTree contract, Refusals refusals) {
    this.contract = contract;
    this.refusals = refusals;
    this.parameters = new ParameterCheck(contract, refusals);
    this.streams = new StreamCheck(contract, refusals);
  }

  void check(ContractTree.PathOperation operation) {
    JsonNode node = operation.node();
    known(node, OPERATION, "an operation");
    if (node.path("operationId").asString("").isBlank()) {
      refusals.add(
          node,
          "an operation without `operationId`, which would name its methods",
          "write one, or `x-client: {omit: <why>}`");
    }
    Set<String> inPath = new LinkedHashSet<>();
    for (JsonNode parameter : ParametersView.all(node, operation.item(), contract)) {
      known(parameter, PARAMETER, "a parameter");
      parameters.check(parameter, operation.path());
      if (parameter.path("in").asString("").equals("path")) {
        inPath.add(parameter.path("name").asString(""));
      }
    }
    Matcher placeholders = PLACEHOLDER.matcher(operation.path());
    while (placeholders.find()) {
      if (!inPath.contains(placeholders.group(1))) {
        refusals.add(
            node,
            "the path has {" + placeholders.group(1) + "}, which no parameter describes",
            "write a parameter of that name with `in: path`");
      }
    }
    body(operation.method(), node.path("requestBody"));
    answers(node);
    streams.check(node);
    security(node.path("security"));
  }

  private void known(JsonNode node, Set<String> names, String what) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      if (name.equals("servers")) {
        refusals.add(
            node,
            "`servers` of " + what + ": a client has one address",
            "write it at the root, or `x-client: {omit: <why>}`");
      } else if (!names.contains(name) && !name.startsWith("x-")) {
        refusals.add(
            Refusals.at(node) + "/" + SchemaCheck.escaped(name),
            "`" + name + "` is no member of " + what,
            "leave it out, or call it `x-" + name + "`");
      }
    }
  }

  private static Stream<JsonNode> values(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getValue);
  }

  private void body(String method, JsonNode body) {
    if (body.isMissingNode()) {
      return;
    }
    boolean required = body.path("required").asBoolean(false);
    if (required && Set.of("get", "head", "trace").contains(method)) {
      refusals.add(
          body,
          "a body that has to be sent with " + method.toUpperCase(java.util.Locale.ROOT),
          "write another method, or `required: false`: then none is sent");
    }
    JsonNode content = body.path("content");
    if (content.isEmpty()) {
      refusals.add(body, "a body without `content`", "write its media type and schema");
      return;
    }
    for (Map.Entry<String, JsonNode> media : content.properties()) {
      known(media.getValue(), MEDIA_TYPE, "a media type");
      streams.notStreamed(media.getKey(), media.getValue());
    }
    String name = BodyView.mediaType(content);
    JsonNode media = content.path(name);
    JsonNode schema = media.path("schema");
    boolean form = BodyView.isForm(name);
    if (form) {
      form(name, media, schema);
    } else if (AnswerView.isJson(name)) {
      json(schema, "a body");
      noBytes(schema, new LinkedHashSet<>());
    }
    if (media.has("encoding") && !form) {
      refusals.add(media, "`encoding` of " + name, "leave it out: it is for forms");
    }
  }

  private void form(String name, JsonNode media, JsonNode schema) {
    JsonNode object = contract.resolve(schema);
    if (!ContractTree.isObject(object)) {
      refusals.add(
          media, "a body in " + name + " that is no object with members", "write `properties`");
    }
    for (Map.Entry<String, JsonNode> encoding : media.path("encoding").properties()) {
      boolean plain =
          names(encoding.getValue()).stream()
              .allMatch(member -> member.equals("contentType") || member.startsWith("x-"));
      boolean bytes = BodyView.isFile(object.path("properties").path(encoding.getKey()), contract);
      String type = encoding.getValue().path("contentType").asString("");
      if (!plain || (!bytes && !type.isEmpty()) || type.contains(",") || type.contains("*")) {
        refusals.add(
            media,
            "the `encoding` of " + encoding.getKey(),
            "leave it out: texts are sent as they are, objects as JSON, and bytes may have one"
                + " `contentType`");
      }
    }
    if (name.equals("multipart/form-data")) {
      object
          .path("properties")
          .forEach(
              member -> {
                if (!BodyView.isFile(member, contract)) {
                  noBytes(member, new LinkedHashSet<>());
                }
              });
    } else {
      noBytes(schema, new LinkedHashSet<>());
    }
  }

  private void answers(JsonNode operation) {
    if (operation.path("responses").isEmpty()) {
      refusals.add(operation, "an operation without `responses`", "write what it is answered with");
      return;
    }
    Map<String, JsonNode> successes = ContractTree.successes(operation);
    String first = null;
    for (Map.Entry<String, JsonNode> success : successes.entrySet()) {
      JsonNode content = success.getValue().path("content");
      for (Map.Entry<String, JsonNode> media : content.properties()) {
        known(media.getValue(), MEDIA_TYPE, "a media type");
        streams.answer(media.getKey(), media.getValue());
        if (AnswerView.isJson(media.getKey())) {
          json(media.getValue().path("schema"), "an answer");
          noBytes(media.getValue().path("schema"), new LinkedHashSet<>());
        }
      }
      if (first == null) {
        first = success.getKey();
      } else if (!isSame(content, successes.get(first))) {
        refusals.add(
            success.getValue(),
            "the answers "
                + first
                + " and "
                + success.getKey()
                + " are both of success, and differ",
            "write one schema for both, a `oneOf` perhaps, or `x-client: {omit: <why>}`");
      }
    }
  }

  // What reads one reads the other.
  private static boolean isSame(JsonNode content, @Nullable JsonNode other) {
    JsonNode others = other == null ? content : other.path("content");
    List<String> media = names(content);
    return media.equals(names(others))
        && media.stream()
            .allMatch(
                name ->
                    !AnswerView.isJson(name)
                        || plain(content.path(name).path("schema"))
                            .equals(plain(others.path(name).path("schema"))));
  }

  private static JsonNode plain(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.findParents("x-at").forEach(parent -> ((ObjectNode) parent).remove("x-at"));
    }
    return copy;
  }

  private void json(JsonNode schema, String what) {
    if (schema.isObject() && contract.allowsNull(schema)) {
      refusals.add(schema, what + " that may be null", "leave null out, or put it into a member");
    }
  }

  // JSON has no bytes: what is one in a form cannot be read from it.
  private void noBytes(JsonNode schema, Set<String> seen) {
    String name = ContractTree.reference(schema);
    if (name != null) {
      if (seen.add(name)) {
        noBytes(contract.schema(name), seen);
      }
      return;
    }
    if (TypeRef.isBinary(schema)) {
      refusals.add(
          schema,
          "`format: binary` in JSON, which has no bytes",
          "write `contentEncoding: base64`, and the text as it is encoded");
    }
    List<JsonNode> inner = new ArrayList<>(values(schema.path("properties")).toList());
    inner.add(schema.path("items"));
    inner.add(schema.path("additionalProperties"));
    schema.path("oneOf").forEach(inner::add);
    inner.stream().filter(JsonNode::isObject).forEach(one -> noBytes(one, seen));
  }

  /** Checks that security requirements name schemes that can be sent. */
  void security(JsonNode security) {
    for (JsonNode alternative : security) {
      for (String name : names(alternative)) {
        JsonNode scheme =
            contract.follow(contract.root().path("components").path("securitySchemes").path(name));
        String at = "/components/securitySchemes/" + SchemaCheck.escaped(name);
        if (scheme.isMissingNode()) {
          refusals.add(
              "/security", "there is no security scheme `" + name + "`", "write it, or its name");
        } else if (!CredentialView.isSent(scheme)) {
          refusals.add(
              at,
              "the security scheme `" + name + "` is none that a client can send by itself",
              "write `http` with bearer or basic, `apiKey`, `oauth2` or `openIdConnect`");
        }
      }
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
