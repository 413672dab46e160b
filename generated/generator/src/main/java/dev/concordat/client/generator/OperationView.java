package dev.concordat.client.generator;

import dev.concordat.language.ErrorHeaders;
import dev.concordat.language.EventStream;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * What the templates are told of an operation.
 *
 * @param id its name, a Java method's too
 * @param constant the name of its descriptor
 * @param path its path, relative to the base URL, as a Java literal
 * @param accept the media type that is asked for, as a Java literal
 * @param body what is sent; null if nothing is
 * @param parameters what else its methods take; null if nothing
 * @param answer the type of its answer
 * @param reader the expression that reads its answer
 * @param plain whether it can be answered otherwise than as a stream
 * @param deprecated whether the contract calls it that
 * @param safe whether asking twice does no more than asking once
 * @param security the security schemes that it asks for, as Java
 * @param stream what its stream gives; null if it has none
 */
record OperationView(
    String id,
    String literal,
    String constant,
    String method,
    String path,
    String accept,
    List<String> docs,
    @Nullable BodyView body,
    @Nullable ParametersView parameters,
    List<ParametersView.Key> keys,
    String answer,
    String reader,
    boolean plain,
    boolean deprecated,
    boolean safe,
    String security,
    List<String> errorMembers,
    @Nullable String errorCodeHeader,
    @Nullable String errorMessageHeader,
    @Nullable StreamView stream) {

  /**
   * What a stream gives.
   *
   * @param rules the rules for the runtime, JSON as a Java literal
   * @param asks what the body says of a stream
   */
  record StreamView(
      String chunk,
      String chunkAdapter,
      String sum,
      String sumAdapter,
      String rules,
      List<Ask> asks) {

    public boolean asking() {
      return !asks.isEmpty();
    }
  }

  /**
   * A member by which a body asks for a stream.
   *
   * @param member its accessor, and its method in the builder
   * @param value the value that does, as Java
   * @param flag whether that is true, rather than a text
   */
  record Ask(String member, String value, boolean flag) {}

  /** How Retrofit's interface names method and path. */
  public String request() {
    boolean plain = List.of("GET", "POST", "PUT", "PATCH").contains(method);
    boolean bare = method.equals("DELETE") && body == null;
    return plain || bare
        ? "@" + method + "(" + path + ")"
        : "@HTTP(method = \""
            + method
            + "\", path = "
            + path
            + ", hasBody = "
            + (body != null)
            + ")";
  }

  /** Whether the answer has a head alone. */
  public boolean head() {
    return method.equals("HEAD");
  }

  /** The builder that a stream's body starts from. */
  public String streamedBuilder() {
    return body == null || body.required()
        ? "body.toBuilder()"
        : "(body == null ? " + body.built() + ".builder() : body.toBuilder())";
  }

  /** What of a body that may be absent has to be there. */
  public boolean bodyOptional() {
    return body != null && !body.required();
  }

  /** Whether the plain answer is nothing at all. */
  public boolean nothing() {
    return answer.endsWith("Void");
  }

  /** The type that the plain method gives. */
  public String result() {
    return nothing() ? "void" : answer;
  }

  /** The parameters of a method, with their types. */
  public String signature() {
    return join(
        body == null ? null : body.type() + " body",
        parameters == null ? null : parameters.type() + " parameters");
  }

  /** Their names. */
  public String names() {
    return join(body == null ? null : "body", parameters == null ? null : "parameters");
  }

  /** The arguments that the Retrofit interface is called with. */
  public String arguments() {
    return arguments("body");
  }

  /** The same with the body asking for a stream. */
  public String streamArguments() {
    return arguments(stream != null && stream.asking() ? "streamed" : "body");
  }

  private String arguments(String given) {
    List<String> all = new ArrayList<>();
    if (body != null) {
      all.add(body.argument(given));
    }
    if (parameters != null) {
      parameters.headed().forEach(one -> all.add(one.argument()));
    }
    keys.forEach(key -> all.add("settings." + key.name()));
    all.add(parameters == null ? "call" : parameters.call());
    return String.join(", ", all);
  }

  public String retrofitSignature() {
    List<String> all = new ArrayList<>();
    if (body != null) {
      all.add("@Body " + body.retrofitType() + " body");
    }
    if (parameters != null) {
      parameters.headed().forEach(one -> all.add(one.retrofit()));
    }
    keys.forEach(key -> all.add(key.retrofit()));
    all.add("@Tag CallContext call");
    return String.join(", ", all);
  }

  private static String join(@Nullable String... parts) {
    return String.join(", ", Stream.of(parts).filter(part -> part != null).toList());
  }

  /** The ways to call this operation. */
  public List<MethodView> forms() {
    return MethodView.of(this);
  }

  /** The ways to call it that give the response, too. */
  public List<MethodView> responseForms() {
    return MethodView.withResponse(this);
  }

  static List<OperationView> all(ContractTree contract, Streams streams, String provider) {
    List<OperationView> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ContractTree.PathOperation operation : contract.operations()) {
      OperationView view = of(operation, contract, streams, provider);
      for (MethodView form : view.forms()) {
        if (!names.add(form.method())) {
          contract
              .refusals()
              .add(
                  operation.node(),
                  "two operations need the method " + form.method(),
                  "give this one another `operationId`");
          break;
        }
      }
      all.add(view);
    }
    return all;
  }

  private static OperationView of(
      ContractTree.PathOperation place, ContractTree contract, Streams streams, String provider) {
    String path = place.path();
    String method = place.method();
    JsonNode pathItem = place.item();
    JsonNode operation = place.node();
    String id = operation.path("operationId").asString("");
    AnswerView answer = AnswerView.of(method, operation, contract, provider);
    List<String> errorMembers = new ArrayList<>();
    String error = Extension.ERROR.of(answer.response()).asString("");
    if (!error.isEmpty()) {
      contract
          .schema(ContractTree.name(error))
          .path("required")
          .forEach(name -> errorMembers.add(Names.literal(name.asString(""))));
    }
    ErrorHeaders errorHeaders = ErrorHeaders.of(answer.response(), JsonPointer.empty());
    return new OperationView(
        Names.operation(id),
        Names.literal(id),
        Names.constant(id),
        method.toUpperCase(Locale.ROOT),
        Names.literal(ParametersView.path(path).substring(1)),
        Names.literal(answer.mediaType()),
        Docs.of(operation, contract),
        BodyView.of(method, operation, contract, provider),
        ParametersView.of(operation, contract, provider),
        ParametersView.keys(operation, pathItem, contract),
        answer.type(),
        answer.reader(),
        answer.plain(),
        operation.path("deprecated").asBoolean(false),
        isSafe(method, operation),
        SecurityView.of(operation, contract).java(),
        errorMembers,
        errorHeaders == null ? null : Names.literal(errorHeaders.code()),
        errorHeaders == null ? null : Names.literal(errorHeaders.message()),
        stream(operation, contract, streams, provider));
  }

  // RFC 9110, 9.2.2, unless the contract knows better.
  private static boolean isSafe(String method, JsonNode operation) {
    boolean idempotent =
        Set.of("get", "head", "options", "trace", "put", "delete").contains(method);
    return Extension.CLIENT.of(operation).path("retry-safe").asBoolean(idempotent);
  }

  /** The members of a body that ask for a stream, and the values with which they do. */
  static Map<String, JsonNode> asked(JsonNode operation) {
    Map<String, JsonNode> asked = new LinkedHashMap<>();
    for (JsonNode when : Extension.WHEN.of(operation)) {
      if (when.path("answer").asString("").equals(Streams.MEDIA_TYPE)) {
        for (Map.Entry<String, JsonNode> property :
            when.path("request").path("properties").properties()) {
          JsonNode values = property.getValue().path("enum");
          JsonNode constant =
              values.size() == 1 ? values.get(0) : property.getValue().path("const");
          if (constant.isString() || constant.equals(BooleanNode.TRUE)) {
            asked.put(property.getKey(), constant);
          }
        }
      }
    }
    return asked;
  }

  private static @Nullable StreamView stream(
      JsonNode operation, ContractTree contract, Streams streams, String provider) {
    JsonNode media = Streams.media(operation);
    EventStream rules = Streams.of(media);
    if (rules == null) {
      return null;
    }
    TypeRef chunk = TypeRef.of(media.path("schema"), contract, provider);
    TypeRef sum = TypeRef.of(Streams.sum(rules), contract, provider);
    List<Ask> asks = new ArrayList<>();
    JsonNode body = BodyView.schema(operation, contract);
    for (Map.Entry<String, JsonNode> asked : asked(operation).entrySet()) {
      JsonNode constant = asked.getValue();
      String member = Names.members(body).getOrDefault(asked.getKey(), asked.getKey());
      boolean flag = constant.isBoolean();
      asks.add(new Ask(member, flag ? "true" : Names.literal(constant.asString("")), flag));
    }
    return new StreamView(
        chunk.java(),
        chunk.codec(),
        sum.java(),
        sum.codec(),
        Names.literal(streams.rules(media, rules).toString()),
        asks);
  }
}
