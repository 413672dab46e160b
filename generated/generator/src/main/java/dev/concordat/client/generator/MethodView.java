package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates are told of a method of a client: one way to call an operation.
 *
 * @param signature its parameters, with their types
 * @param names their names
 * @param shorter ways to call it with less
 */
record MethodView(
    List<String> docs,
    String result,
    String method,
    String signature,
    String names,
    boolean refusesStream,
    boolean takesBody,
    boolean takesParameters,
    List<Shorter> shorter) {

  /**
   * A way to call a method with less, or with something that is made into what it takes.
   *
   * @param doc in what it differs
   * @param given the arguments that the method is called with
   */
  record Shorter(String doc, String signature, String given) {}

  public boolean returns() {
    return !result.equals("void");
  }

  static List<MethodView> of(OperationView operation) {
    List<MethodView> methods = new ArrayList<>();
    String id = operation.id();
    if (operation.plain()) {
      methods.add(method(operation, id, operation.result(), operation.docs(), true));
      methods.add(
          method(
              operation,
              id + "Async",
              "CompletableFuture<" + operation.answer() + ">",
              List.of(" The same without waiting for it. Cancelling the future cancels the call."),
              true));
    }
    OperationView.StreamView stream = operation.stream();
    if (stream != null) {
      List<String> docs = new ArrayList<>();
      if (operation.plain()) {
        docs.add(
            " The same as a stream, whatever the body says of it. Returns once the answer has");
        docs.add(" begun; the stream has to be closed.");
      } else {
        docs.addAll(operation.docs());
        docs.add("");
        docs.add(" <p>Returns once the answer has begun; the stream has to be closed.");
      }
      String types = "<" + stream.chunk() + ", " + stream.sum() + ">";
      methods.add(method(operation, id + "Stream", "EventStream" + types, docs, false));
      methods.add(
          method(
              operation,
              id + "Publisher",
              "Flow.Publisher<" + stream.chunk() + ">",
              List.of(
                  " The same without a thread that waits for it: each subscriber has a call of its",
                  " own, made once it asks for a chunk. Chunks come as they are asked for."),
              false));
    }
    return methods;
  }

  static List<MethodView> withResponse(OperationView operation) {
    List<MethodView> methods = new ArrayList<>();
    if (operation.plain()) {
      String response = "ProviderResponse<" + operation.answer() + ">";
      methods.add(method(operation, operation.id(), response, List.of(), false));
      methods.add(
          method(
              operation,
              operation.id() + "Async",
              "CompletableFuture<" + response + ">",
              List.of(),
              false));
    }
    return methods;
  }

  private static MethodView method(
      OperationView operation, String name, String result, List<String> docs, boolean plain) {
    boolean asks = operation.stream() != null && operation.stream().asking();
    return new MethodView(
        docs,
        result,
        name,
        operation.signature(),
        operation.names(),
        plain && asks,
        operation.body() != null,
        operation.parameters() != null,
        shorter(operation));
  }

  // What an operation did not take before its contract described it stays away in callers' code,
  // with
  // options and without: what was compiled against the older client runs on the newer one.
  private static List<Shorter> shorter(OperationView operation) {
    List<Shorter> all = new ArrayList<>();
    BodyView body = operation.body();
    ParametersView parameters = operation.parameters();
    String built = body == null ? null : body.built();
    boolean mayLackParameters = parameters != null && !parameters.required();
    String none = parameters == null ? null : parameters.type() + ".builder().build()";
    if (built != null) {
      String signature = "Consumer<" + built + ".Builder> body";
      String given = built + ".build(body)";
      String doc = "The same of a body that is built on the spot.";
      all.add(
          new Shorter(
              doc,
              join(signature, typed(parameters)),
              join(given, parameters == null ? null : "parameters")));
      if (mayLackParameters) {
        all.add(new Shorter(doc, signature, join(given, none)));
      }
    }
    if (body != null && !body.required()) {
      String absent = "(" + body.type() + ") null";
      String given = join(absent, parameters == null ? null : "parameters");
      addBoth(all, "The same without a body.", join(null, typed(parameters)), given);
      if (mayLackParameters) {
        addBoth(all, "The same with neither.", "", join(absent, none));
      }
    }
    if (mayLackParameters) {
      addBoth(
          all,
          "The same without parameters.",
          body == null ? "" : body.type() + " body",
          join(body == null ? null : "body", none));
    }
    return all;
  }

  private static void addBoth(List<Shorter> all, String doc, String signature, String given) {
    all.add(new Shorter(doc, signature, given));
    String options = "RequestOptions options";
    all.add(
        new Shorter(
            doc, signature.isEmpty() ? options : signature + ", " + options, given + ", options"));
  }

  private static @Nullable String typed(@Nullable ParametersView parameters) {
    return parameters == null ? null : parameters.type() + " parameters";
  }

  private static String join(@Nullable String first, @Nullable String second) {
    if (first == null) {
      return second == null ? "" : second;
    }
    return second == null ? first : first + ", " + second;
  }
}
