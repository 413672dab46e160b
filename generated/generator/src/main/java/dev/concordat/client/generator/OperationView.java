package dev.concordat.client.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of an operation.
 *
 * @param id its name, a Java method's too
 * @param constant the name of its descriptor
 * @param path its path, relative to the base URL, as a Java literal
 * @param parameters what its methods take, body first
 * @param answer the type of its answer
 * @param safe whether asking twice does no more than asking once
 * @param stream what its stream gives; null if it has none
 */
record OperationView(
    String id,
    String literal,
    String constant,
    String method,
    String path,
    List<String> docs,
    List<Parameter> parameters,
    List<Parameter> credentials,
    String answer,
    String adapter,
    boolean safe,
    List<String> errorMembers,
    @Nullable String errorCodeHeader,
    @Nullable String errorMessageHeader,
    @Nullable StreamView stream) {

  /** A parameter: Retrofit's annotation, the Java type and name. */
  record Parameter(String annotation, String type, String name, String doc, boolean body) {}

  /**
   * What a stream gives.
   *
   * @param rules the rules for the runtime, JSON as a Java literal
   * @param asks the body's accessors that must say true for a stream
   */
  record StreamView(
      String chunk,
      String chunkAdapter,
      String sum,
      String sumAdapter,
      String rules,
      List<String> asks) {

    public boolean asking() {
      return !asks.isEmpty();
    }
  }

  /** The parameters of a method, with their types. */
  public String signature() {
    return join(parameters, p -> p.type() + " " + p.name());
  }

  /** The arguments that the Retrofit interface is called with. */
  public String arguments() {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(credentials);
    return join(all, Parameter::name);
  }

  /** The same with the body asking for a stream. */
  public String streamArguments() {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(credentials);
    boolean asking = stream != null && stream.asking();
    return join(all, p -> p.body() && asking ? "streamed" : p.name());
  }

  public String retrofitSignature() {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(credentials);
    return join(all, p -> p.annotation() + " " + p.type() + " " + p.name());
  }

  private static String join(
      List<Parameter> parameters, java.util.function.Function<Parameter, String> text) {
    return String.join(", ", parameters.stream().map(text).toList());
  }

  static List<OperationView> all(Contract contract, Streams streams, String provider) {
    List<OperationView> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> path : contract.root().path("paths").properties()) {
      JsonNode shared = path.getValue().path("parameters");
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().has("operationId")) {
          OperationView view =
              of(
                  path.getKey(),
                  method.getKey(),
                  method.getValue(),
                  shared,
                  contract,
                  streams,
                  provider);
          if (!names.add(view.id())) {
            throw new IllegalArgumentException("two operations are " + view.id());
          }
          all.add(view);
        }
      }
    }
    return all;
  }

  private static OperationView of(
      String path,
      String method,
      JsonNode operation,
      JsonNode shared,
      Contract contract,
      Streams streams,
      String provider) {
    String id = operation.path("operationId").asText();
    JsonNode ok = success(operation, contract);
    TypeRef answer =
        TypeRef.of(ok.path("content").path("application/json").path("schema"), contract, provider);
    List<Parameter> parameters = new ArrayList<>();
    List<Parameter> credentials = new ArrayList<>();
    TypeRef body = body(method, operation, contract, provider);
    if (body != null) {
      parameters.add(new Parameter("@Body", body.java(), "body", "What to send.", true));
    }
    for (JsonNode parameter : parameters(operation, shared, contract)) {
      addParameter(parameter, parameters, credentials, contract, provider);
    }
    List<String> errorMembers = new ArrayList<>();
    String error = ok.path("x-error").asText("");
    if (!error.isEmpty()) {
      contract
          .schema(error.substring(error.lastIndexOf('/') + 1))
          .path("required")
          .forEach(name -> errorMembers.add(Names.literal(name.asText())));
    }
    JsonNode errorHeaders = ok.path("x-error-headers");
    return new OperationView(
        Names.member(id),
        Names.literal(id),
        Names.constant(id),
        method.toUpperCase(java.util.Locale.ROOT),
        Names.literal(path.substring(1)),
        Docs.of(operation, contract),
        parameters,
        credentials,
        answer.java(),
        answer.codec(),
        method.equals("get") || id.startsWith("list") || id.startsWith("get"),
        errorMembers,
        literal(errorHeaders.path("code")),
        literal(errorHeaders.path("message")),
        stream(operation, contract, streams, provider));
  }

  // The answer that the methods give: the first one of success that is JSON.
  private static JsonNode success(JsonNode operation, Contract contract) {
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      JsonNode described = contract.follow(response.getValue());
      if (response.getKey().startsWith("2") && described.path("content").has("application/json")) {
        return described;
      }
    }
    throw new IllegalArgumentException(
        operation.path("operationId").asText() + ": no answer of success is application/json");
  }

  // Those of the path, too, unless the operation has one of its own in their place.
  private static List<JsonNode> parameters(JsonNode operation, JsonNode shared, Contract contract) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode list : List.of(shared, operation.path("parameters"))) {
      for (JsonNode reference : list) {
        JsonNode parameter = contract.follow(reference);
        parameters.put(
            parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
      }
    }
    return List.copyOf(parameters.values());
  }

  // A GET has no body in OkHttp; where the contract offers one it has to be optional.
  private static @Nullable TypeRef body(
      String method, JsonNode operation, Contract contract, String provider) {
    JsonNode body = contract.follow(operation.path("requestBody"));
    if (body.isMissingNode()) {
      return null;
    }
    if (method.equals("get")) {
      if (body.path("required").asBoolean()) {
        throw new IllegalArgumentException("a GET cannot be sent with a body");
      }
      return null;
    }
    TypeRef type =
        TypeRef.of(
            body.path("content").path("application/json").path("schema"), contract, provider);
    if (!type.model()) {
      throw new IllegalArgumentException(
          operation.path("operationId").asText() + ": the body is no component with a type");
    }
    return type;
  }

  private static void addParameter(
      JsonNode parameter,
      List<Parameter> parameters,
      List<Parameter> credentials,
      Contract contract,
      String provider) {
    String name = parameter.path("name").asText();
    boolean required = parameter.path("required").asBoolean();
    boolean secret = parameter.path("schema").path("format").asText().equals("password");
    if (name.startsWith("x-bce-")) {
      return; // Part of the signature, which sets it.
    }
    String annotation =
        switch (parameter.path("in").asText()) {
          case "header" -> "@Header";
          case "query" -> "@Query";
          case "path" -> "@Path";
          default -> throw new IllegalArgumentException("parameter " + name + " in a cookie");
        };
    TypeRef type = TypeRef.of(parameter.path("schema"), contract, provider);
    Parameter view =
        new Parameter(
            annotation + "(" + Names.literal(name) + ")",
            required && !secret ? type.java() : "@Nullable " + type.java(),
            Names.parameter(name),
            Docs.escape(parameter.path("description").asText(name)),
            false);
    (secret ? credentials : parameters).add(view);
  }

  private static @Nullable StreamView stream(
      JsonNode operation, Contract contract, Streams streams, String provider) {
    JsonNode media = Streams.media(operation);
    if (!media.has("x-event-stream")) {
      return null;
    }
    TypeRef chunk = TypeRef.of(media.path("schema"), contract, provider);
    TypeRef sum = TypeRef.of(streams.sum(media.path("x-event-stream")), contract, provider);
    List<String> asks = new ArrayList<>();
    for (JsonNode when : operation.path("x-when")) {
      if (when.path("answer").asText().equals("text/event-stream")) {
        when.path("request")
            .path("properties")
            .properties()
            .forEach(
                property -> {
                  if (property.getValue().path("const").asBoolean()) {
                    asks.add(Names.member(property.getKey()));
                  }
                });
      }
    }
    return new StreamView(
        chunk.java(),
        chunk.codec(),
        sum.java(),
        sum.codec(),
        Names.literal(streams.rules(media).toString()),
        asks);
  }

  private static @Nullable String literal(JsonNode text) {
    return text.isTextual() ? Names.literal(text.asText()) : null;
  }
}
