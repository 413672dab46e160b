package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.UsualErrors;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.SafeJson;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says that something is wrong in the form that an operation describes, where the provider has no
 * file of its own that says how it does so.
 */
final class DescribedErrors {
  private static final List<String> MESSAGES =
      List.of(
          "message",
          "msg",
          "error",
          "detail",
          "title",
          "error_description",
          "error_msg",
          "error_message",
          "errorMessage",
          "errmsg",
          "reason",
          "description");

  private final Contract contract;
  private final ErrorForm usual;
  private final boolean isKnown;

  DescribedErrors(Contract contract, ErrorForm usual) {
    this.contract = contract;
    this.usual = usual;
    this.isKnown = !contract.errors().equals(UsualErrors.errors());
  }

  /** An error of an operation, with what is wrong in it as far as its form has room for it. */
  Reply reply(Operation operation, String kind, String detail, @Nullable String param) {
    Reply reply = usual.reply(kind, detail, param);
    int status = reply.status();
    Operation.Response described = isKnown ? null : operation.response(status);
    if (!isKnown && described == null && status == 400) {
      // Servers on FastAPI say so of what they cannot use (RFC 9110, 15.5.21).
      status = 422;
      described = operation.response(status);
    }
    if (described == null) {
      return reply;
    }
    JsonNode usualBody = usual.json(kind, detail, param);
    for (Map.Entry<String, Operation.MediaType> content : described.content().entrySet()) {
      String body = body(content, usualBody, detail);
      if (body != null) {
        return Reply.whole(status, content.getKey(), body);
      }
    }
    return described.content().isEmpty() ? Reply.whole(status, null, "") : reply;
  }

  private @Nullable String body(
      Map.Entry<String, Operation.MediaType> content, JsonNode usualBody, String detail) {
    SchemaNode schema = content.getValue().schema();
    if (!content.getKey().endsWith("json")) {
      return null;
    }
    if (schema == null) {
      return SafeJson.write(usualBody);
    }
    JsonNode described = described(usualBody, schema, "");
    boolean isTold = described.toString().contains(detail(detail));
    if (isTold && contract.engine().validate(described, schema).isEmpty()) {
      return SafeJson.write(described);
    }
    JsonNode made = InstanceGenerator.full(contract, schema);
    if (made == null) {
      return null;
    }
    tell(made, made, schema, detail);
    return SafeJson.write(made);
  }

  // As JSON has it, without the quotes.
  private static String detail(String detail) {
    String json = JsonNodeFactory.instance.stringNode(detail).toString();
    return json.substring(1, json.length() - 1);
  }

  // What the schema describes of the usual form; all of it where the schema describes nothing.
  private static JsonNode described(JsonNode usual, SchemaNode schema, String path) {
    if (!(usual instanceof ObjectNode object)
        || SchemaPath.namesBeside(schema, path + "x").isEmpty()) {
      return usual;
    }
    ObjectNode described = JsonNodeFactory.instance.objectNode();
    object.forEachEntry(
        (name, value) -> {
          if (!SchemaPath.follow(schema, path + name).isEmpty()) {
            described.set(name, described(value, schema, path + name + "/"));
          }
        });
    return described;
  }

  // Puts the words where a text for people stands; whether one was put.
  private boolean tell(JsonNode whole, JsonNode at, SchemaNode schema, String detail) {
    if (at instanceof ArrayNode list) {
      return !list.isEmpty() && tell(whole, list.get(0), schema, detail);
    }
    if (!(at instanceof ObjectNode object)) {
      return false;
    }
    for (String name : MESSAGES) {
      JsonNode before = object.get(name);
      if (before != null && before.isString()) {
        object.set(name, JsonNodeFactory.instance.stringNode(detail));
        if (contract.engine().validate(whole, schema).isEmpty()) {
          return true;
        }
        object.set(name, before);
      }
    }
    for (JsonNode member : List.copyOf(object.values())) {
      if (tell(whole, member, schema, detail)) {
        return true;
      }
    }
    return false;
  }
}
