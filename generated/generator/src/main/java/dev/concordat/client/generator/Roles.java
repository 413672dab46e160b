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
 * What providers have in common, found by what a contract says of streams and of agreement: which
 * component is an answer, a choice, a message, a call or a usage. Their classes get an interface of
 * the runtime and short ways to what is asked for most.
 */
final class Roles {
  private static final List<String> USAGE =
      List.of("prompt_tokens", "completion_tokens", "total_tokens");

  /**
   * A role that a component has.
   *
   * @param type the interface of the runtime
   * @param methods what its class has for it, beside the accessors
   */
  record Role(String type, List<Method> methods) {}

  /**
   * A method that a class has for its role.
   *
   * @param head its type and name
   * @param body its only statement
   */
  record Method(String doc, String head, String body) {}

  private final Contract contract;
  private final String provider;
  private final Map<String, Role> roles = new LinkedHashMap<>();

  Roles(Contract contract, String provider) {
    this.contract = contract;
    this.provider = provider;
    for (String name : contract.names()) {
      addUsage(name);
    }
    contract.operations().forEach(operation -> addAnswers(operation.node()));
  }

  /** The role of a component; null if it has none. */
  @Nullable Role of(String component) {
    return roles.get(component);
  }

  private void addUsage(String name) {
    JsonNode schema = contract.schema(name);
    boolean all = true;
    for (String member : USAGE) {
      JsonNode tokens = schema.path("properties").path(member);
      all &= Contract.isRequired(schema, member) && !contract.allowsNull(tokens);
      all &= Contract.types(contract.resolve(tokens)).equals(List.of("integer"));
    }
    if (all) {
      roles.put(name, new Role("AnyUsage", List.of()));
    }
  }

  private void addAnswers(JsonNode operation) {
    JsonNode media = Streams.media(operation);
    JsonNode stream = media.path("x-event-stream");
    JsonNode sum = stream.path("sum");
    // The first of what is appended is the text.
    String path = sum.path("append").path(0).asText("");
    if (path.isEmpty()) {
      return;
    }
    JsonNode agreement = operation.path("x-agreement");
    String choices = stream.path("choices").path("at").asText();
    addAnswer(media.path("schema"), choices, path, agreement);
    for (Map.Entry<String, JsonNode> rename : sum.path("rename").properties()) {
      if (path.startsWith(rename.getKey() + "/")) {
        path = rename.getValue().asText() + path.substring(rename.getKey().length());
      }
    }
    JsonNode whole = ((com.fasterxml.jackson.databind.node.ObjectNode) sum).objectNode();
    ((com.fasterxml.jackson.databind.node.ObjectNode) whole)
        .put("$ref", sum.path("schema").asText());
    addAnswer(whole, choices, path, agreement);
  }

  private void addAnswer(JsonNode schema, String choices, String path, JsonNode agreement) {
    String name = Contract.reference(schema);
    JsonNode answer = contract.resolve(schema);
    String choice = Contract.reference(property(answer, choices).path("items"));
    if (name == null
        || choice == null
        || !Names.member(choices).equals("choices")
        || has(answer, "text")
        || !addChoice(choice, path, agreement)) {
      return;
    }
    Role first = roles.get(choice);
    List<Method> methods = new ArrayList<>();
    methods.add(
        new Method(
            "The text of the first choice; empty if there is none.",
            "String text()",
            "return choices().isEmpty() ? \"\" : choices().get(0).text();"));
    String calls = first == null ? null : calls(first);
    if (calls != null) {
      methods.add(
          new Method(
              "The calls of the first choice; empty if there are none.",
              calls + " toolCalls()",
              "return choices().isEmpty() ? List.of() : choices().get(0).toolCalls();"));
    }
    String head = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    TypeRef message = head.isEmpty() ? null : type(contract.schema(choice), head);
    if (message != null && message.model() && head.equals("message")) {
      methods.add(
          new Method(
              "The message of the first choice.\n   *\n"
                  + "   * @throws IndexOutOfBoundsException if there are no choices",
              message.java() + " message()",
              "return choices().get(0).message();"));
    }
    String usage = Contract.reference(notNull(property(answer, "usage")));
    boolean counted = usage == null ? !has(answer, "usage") : isA(usage, "AnyUsage");
    roles.put(name, new Role(counted ? "AnyAnswer" : "", methods));
  }

  private static @Nullable String calls(Role role) {
    return role.methods().stream()
        .map(Method::head)
        .filter(head -> head.endsWith(" toolCalls()"))
        .map(head -> head.substring(0, head.indexOf(' ')))
        .findFirst()
        .orElse(null);
  }

  private boolean addChoice(String name, String path, JsonNode agreement) {
    JsonNode schema = contract.schema(name);
    int slash = path.indexOf('/');
    if (slash < 0) {
      // The text stands in the choice itself.
      boolean plain = path.equals("text") && isText(schema, path);
      if (plain) {
        roles.put(name, new Role("AnyChoice", List.of()));
      }
      return plain;
    }
    String member = path.substring(0, slash);
    String message = Contract.reference(notNull(property(schema, member)));
    if (message == null
        || has(schema, "text")
        || !addMessage(message, path.substring(slash + 1), agreement)) {
      return false;
    }
    String java = Names.member(member) + "()";
    List<Method> methods = new ArrayList<>();
    methods.add(
        new Method(
            "The text of what it says; empty if it has none.",
            "String text()",
            "return " + java + " == null ? \"\" : " + java + ".text();"));
    String calls = agreement.path("tool-calls").path("calls").asText("");
    TypeRef called = calls.isEmpty() ? null : type(contract.schema(message), calls);
    if (called != null && called.isList() && Names.member(calls).equals("toolCalls")) {
      methods.add(
          new Method(
              "The calls that it asks for; empty if there are none.",
              called.java() + " toolCalls()",
              "return " + java + " == null ? List.of() : " + java + ".toolCalls();"));
    }
    roles.put(name, new Role("AnyChoice", methods));
    return true;
  }

  private boolean addMessage(String name, String member, JsonNode agreement) {
    JsonNode schema = contract.schema(name);
    JsonNode content = contract.resolve(notNull(property(schema, member)));
    boolean text = Contract.types(content).equals(List.of("string"));
    if (has(schema, "text") || !(text || hasText(notNull(property(schema, member))))) {
      return false;
    }
    String java = Names.member(member) + "()";
    String value = text ? java : java + ".text()";
    roles.put(
        name,
        new Role(
            addCalls(schema, agreement) ? "AnyMessage" : "",
            List.of(
                new Method(
                    "The text of it; empty if it has none.",
                    "String text()",
                    "return " + java + " == null ? \"\" : " + value + ";"))));
    return true;
  }

  // Whether the calls of a message, if it has any, are such.
  private boolean addCalls(JsonNode message, JsonNode agreement) {
    String calls = agreement.path("tool-calls").path("calls").asText("tool_calls");
    JsonNode list = property(message, calls);
    if (list.isMissingNode()) {
      return !has(message, "tool_calls");
    }
    String call = Contract.reference(contract.resolve(notNull(list)).path("items"));
    return call != null && Names.member(calls).equals("toolCalls") && addCall(call, agreement);
  }

  private boolean addCall(String name, JsonNode agreement) {
    JsonNode schema = contract.schema(name);
    String namePath = agreement.path("arguments").path("name").asText("");
    String argumentsPath = agreement.path("arguments").path("arguments").asText("");
    if (namePath.isEmpty() || has(schema, "name") || has(schema, "arguments")) {
      return false;
    }
    List<Method> methods = new ArrayList<>();
    if (!has(schema, "id")) {
      methods.add(at("The call's id; null if it has none.", "@Nullable String id()", "id"));
    }
    methods.add(at("The function's name; empty if it is not there.", "String name()", namePath));
    methods.add(
        at(
            "The arguments, which the model wrote; empty if they are not there.",
            "String arguments()",
            argumentsPath));
    roles.put(name, new Role("AnyToolCall", methods));
    return true;
  }

  private static Method at(String doc, String head, String path) {
    String get = head.startsWith("@Nullable") ? "textOrNull" : "text";
    return new Method(
        doc, head, "return JsonTree." + get + "(toJsonValue(), " + Names.literal(path) + ");");
  }

  private boolean isA(String component, String type) {
    Role role = roles.get(component);
    return role != null && role.type().equals(type);
  }

  private @Nullable TypeRef type(JsonNode schema, String member) {
    JsonNode property = property(schema, member);
    return property.isMissingNode() ? null : TypeRef.of(property, contract, provider);
  }

  // A text that is always there.
  private boolean isText(JsonNode schema, String member) {
    JsonNode property = property(schema, member);
    return Contract.isRequired(schema, member)
        && !contract.allowsNull(property)
        && Contract.types(contract.resolve(property)).equals(List.of("string"));
  }

  private static boolean has(JsonNode schema, String member) {
    return schema.path("properties").has(member);
  }

  private static JsonNode property(JsonNode schema, String member) {
    return schema.path("properties").path(member);
  }

  // The schema without null beside it.
  private static JsonNode notNull(JsonNode schema) {
    List<JsonNode> branches = Contract.branches(schema);
    return Contract.reference(schema) == null && branches.size() == 1 ? branches.get(0) : schema;
  }

  /** Whether a union has a text: a branch that is one, or a list of what has one. */
  boolean hasText(JsonNode schema) {
    return hasText(schema, new HashSet<>());
  }

  private boolean hasText(JsonNode schema, Set<String> seen) {
    String name = Contract.reference(schema);
    if (name != null && !seen.add(name)) {
      return false;
    }
    JsonNode resolved = contract.resolve(schema);
    if (!TypeRef.isUnion(resolved)) {
      return false;
    }
    boolean found = false;
    for (JsonNode branch : Contract.branches(resolved)) {
      JsonNode one = contract.resolve(branch);
      if (has(one, "text") && !isText(one, "text")) {
        return false; // The class has something else of that name.
      }
      found |= isText(one, "text") || isTexts(branch) || hasText(one.path("items"), seen);
    }
    return found;
  }

  private boolean isTexts(JsonNode branch) {
    return Contract.reference(branch) == null
        && Contract.types(branch).equals(List.of("string"))
        && Contract.values(branch) == null;
  }
}
