package dev.concordat.client.generator;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Holds the parameters of operations against what the client can send. */
final class ParameterCheck {
  private final ContractTree contract;
  private final Refusals refusals;
  private final Leaves leaves;

  ParameterCheck(ContractTree contract, Refusals refusals) {
    this.contract = contract;
    this.refusals = refusals;
    this.leaves =
        new Leaves(
            name ->
                contract.has(name) ? contract.schema(name) : JsonNodeFactory.instance.objectNode(),
            refusals);
  }

  /** Holds a parameter of an operation at this path against that. */
  void check(JsonNode parameter, String path) {
    String name = parameter.path("name").asString("");
    String in = parameter.path("in").asString("");
    String style = parameter.path("style").asString(ParametersView.style(in));
    boolean explode = parameter.path("explode").asBoolean(style.equals("form"));
    if (!Set.of("path", "query", "header", "cookie").contains(in)) {
      refusals.add(
          parameter, "a parameter `in: " + in + "`", "write path, query, header or cookie");
      return;
    }
    if (in.equals("path") && !path.contains("{" + name + "}")) {
      refusals.add(parameter, "the path has no {" + name + "}", "write it into the path");
    }
    if (in.equals("path") && !parameter.path("required").asBoolean(false)) {
      refusals.add(
          parameter, "a parameter in the path that need not be there", "write `required: true`");
    }
    if (parameter.path("allowReserved").asBoolean(false)) {
      refusals.add(
          parameter,
          "`allowReserved`: values are percent-encoded, which servers read alike",
          "leave it out");
    }
    if (!parameter.has("content") && !parameter.has("schema")) {
      refusals.add(parameter, "a parameter without `schema`", "write one");
      return;
    }
    if (in.equals("cookie") && isSecret(parameter)) {
      refusals.add(
          parameter,
          "a secret in a cookie that is a parameter",
          "write a security scheme with `type: apiKey` and `in: cookie`");
    }
    if (parameter.has("content")) {
      List<String> media = List.copyOf(parameter.path("content").propertyNames());
      if (media.size() != 1 || !AnswerView.isJson(media.get(0))) {
        refusals.add(
            parameter, "a parameter in " + String.join(", ", media), "write `application/json`");
      }
      return;
    }
    Set<String> allowed =
        in.equals("query")
            ? Set.of("form", "spaceDelimited", "pipeDelimited", "deepObject")
            : Set.of(ParametersView.style(in));
    if (!allowed.contains(style)) {
      refusals.add(
          parameter,
          "`style: " + style + "` in the " + in,
          "write `style: " + ParametersView.style(in) + "`");
      return;
    }
    for (JsonNode leaf : leaves.of(ParametersView.schema(parameter))) {
      value(parameter, in, style, explode, leaf);
    }
  }

  private void value(JsonNode parameter, String in, String style, boolean explode, JsonNode leaf) {
    List<String> types = ContractTree.types(leaf);
    boolean array = types.equals(List.of("array"));
    boolean object = types.equals(List.of("object"));
    boolean delimited = style.equals("spaceDelimited") || style.equals("pipeDelimited");
    if ((style.equals("deepObject") && !object) || (delimited && !array && !object)) {
      refusals.add(
          parameter,
          "`style: "
              + style
              + "` of "
              + (array ? "a list" : "what is no " + (delimited ? "list" : "object")),
          "write `style: form`");
    } else if ((delimited || in.equals("cookie")) && explode && (array || object)) {
      refusals.add(
          parameter,
          "`explode: true` in " + (delimited ? style : "a cookie") + " says nothing",
          "write `explode: false`");
    }
    Stream<JsonNode> inner =
        Stream.concat(
            Stream.of(leaf.path("items"), leaf.path("additionalProperties")),
            leaf.path("properties").valueStream());
    boolean nested =
        (array || object)
            && inner
                .filter(JsonNode::isObject)
                .flatMap(one -> leaves.of(one).stream())
                .anyMatch(
                    one ->
                        ContractTree.types(one).contains("array")
                            || ContractTree.types(one).contains("object"));
    if (nested) {
      refusals.add(
          parameter,
          "a list or object inside of a parameter's value has no form in OpenAPI",
          "write `content: {application/json: {schema: …}}` in place of `schema`");
    }
  }

  private boolean isSecret(JsonNode parameter) {
    return contract
        .resolve(ParametersView.schema(parameter))
        .path("format")
        .asString("")
        .equals("password");
  }
}
