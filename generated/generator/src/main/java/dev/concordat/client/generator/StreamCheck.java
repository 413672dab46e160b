package dev.concordat.client.generator;

import dev.concordat.language.EventStream;
import dev.concordat.language.Extension;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks that the client can ask for the stream of an operation, read it and add it up. */
final class StreamCheck {
  private final ContractTree contract;
  private final Refusals refusals;

  StreamCheck(ContractTree contract, Refusals refusals) {
    this.contract = contract;
    this.refusals = refusals;
  }

  void check(JsonNode operation) {
    JsonNode success = ContractTree.success(operation);
    named(success, Extension.ERROR.of(success).asString(""));
    JsonNode media = Streams.media(operation);
    EventStream stream = Streams.of(media);
    if (stream == null) {
      return;
    }
    asked(operation);
    choices(media, media.path("schema"), stream, stream.finish());
    if (stream.sum() != null) {
      named(success, stream.sum().schema());
      if (contract.has(ContractTree.name(stream.sum().schema()))) {
        choices(media, Streams.sum(stream), stream, null);
      }
    }
  }

  /** Checks the answer of one media type. */
  void answer(String name, JsonNode media) {
    if (!name.equals(Streams.MEDIA_TYPE)) {
      notStreamed(name, media);
    } else if (!Extension.EVENT_STREAM.of(media).isObject()) {
      refusals.add(
          media,
          "a stream of which nothing is said",
          "write `x-event-stream: {…}` beside its schema; it may be empty");
    }
  }

  /** Checks what is no stream. */
  void notStreamed(String name, JsonNode media) {
    if (media.has("itemSchema")) {
      refusals.add(
          media, "`itemSchema` of " + name, "write `schema`; text/event-stream alone is streamed");
    }
  }

  // What asks for a stream is set in the body by the methods that give one.
  private void asked(JsonNode operation) {
    JsonNode body = BodyView.schema(operation, contract);
    Map<String, JsonNode> asked = OperationView.asked(operation);
    asked.forEach((name, value) -> settable(operation, body, name, value));
    for (JsonNode when : Extension.WHEN.of(operation)) {
      if (when.path("answer").asString("").equals(Streams.MEDIA_TYPE)) {
        reachable(operation, when.path("request"), asked);
      }
    }
  }

  private void settable(JsonNode operation, JsonNode body, String name, JsonNode value) {
    JsonNode member = contract.resolve(body.path("properties").path(name));
    String type = value.isBoolean() ? "boolean" : "string";
    if (!ContractTree.isObject(body) || !ContractTree.types(member).contains(type)) {
      refuseAsking(
          operation,
          "by `" + name + "`, which the body does not describe",
          "write it into the body's `properties` with `type: " + type + "`");
    }
  }

  // Whether what the client sets is all that is asked for.
  private void reachable(JsonNode operation, JsonNode request, Map<String, JsonNode> asked) {
    for (JsonNode name : request.path("required")) {
      if (!asked.containsKey(name.asString(""))) {
        refuseAsking(
            operation,
            "by `" + name.asString("") + "`, for which the client has no value",
            "write `const` with true or a text for it, under the request's `properties`");
        return;
      }
    }
    if (request.isObject() && asked.isEmpty()) {
      refuseAsking(
          operation,
          "in a way that the client does not know",
          "write `request: {required: [<member>], properties: {<member>: {const: true}}}`");
    }
  }

  private void refuseAsking(JsonNode operation, String how, String instead) {
    refusals.add(
        Refusals.at(operation) + "/" + Extension.WHEN.text(),
        "`x-when` asks for a stream " + how,
        instead);
  }

  // A chunk of which the choices are not where they are said to be is none to the client.
  private void choices(
      JsonNode media, JsonNode schema, EventStream stream, @Nullable String finish) {
    if (stream.choices() == null) {
      return;
    }
    JsonNode object = contract.resolve(schema);
    JsonNode list = contract.resolve(object.path("properties").path(stream.choices()));
    JsonNode choice = contract.resolve(list.path("items"));
    String what = schema.equals(media.path("schema")) ? "an event" : "the sum";
    if (!ContractTree.types(list).equals(List.of("array")) || !ContractTree.isObject(choice)) {
      refusals.add(
          media,
          "`x-event-stream/choices/at: " + stream.choices() + "`: " + what + " has no such list",
          "write the name of a member that is a list of objects");
    } else if (finish != null && !choice.path("properties").has(finish)) {
      refusals.add(
          media,
          "`x-event-stream/finish/field: " + finish + "`: a choice has no such member",
          "write one of its `properties`");
    }
  }

  // What extensions refer to.
  private void named(JsonNode success, String reference) {
    String name = ContractTree.name(reference);
    if (!name.isEmpty() && !contract.has(name)) {
      refusals.add(success, "there is no schema at " + reference, "write it, or its name");
    }
  }
}
