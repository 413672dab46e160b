package dev.concordat.client.generator;

import dev.concordat.language.Agreement;
import dev.concordat.language.EventStream;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

  private final ContractTree contract;
  private final String provider;
  private final Map<String, Role> roles = new LinkedHashMap<>();

  Roles(ContractTree contract, String provider) {
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
      all &= ContractTree.isRequired(schema, member) && !contract.allowsNull(tokens);
      all &= ContractTree.types(contract.resolve(tokens)).equals(List.of("integer"));
    }
    if (all) {
      roles.put(name, new Role("AnyUsage", List.of()));
    }
  }

  private void addAnswers(JsonNode operation) {
    JsonNode media = Streams.media(operation);
    EventStream stream = Streams.of(media);
    if (stream == null || stream.sum() == null || stream.choices() == null) {
      return;
    }
    EventStream.Sum sum = stream.sum();
    if (sum.append().isEmpty()) {
      return;
    }
    Agreement agreement = Agreement.of(Extension.AGREEMENT.of(operation), "");
    // The first of what is appended is the text.
    String path = sum.append().get(0);
    addAnswer(media.path("schema"), stream.choices(), path, agreement);
    addAnswer(Streams.sum(stream), stream.choices(), Streams.renamed(path, sum), agreement);
  }

  private void addAnswer(JsonNode schema, String choices, String path, Agreement agreement) {
    String name = ContractTree.reference(schema);
    JsonNode answer = contract.resolve(schema);
    String choice = ContractTree.reference(property(answer, choices).path("items"));
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
    String usage = ContractTree.reference(notNull(property(answer, "usage")));
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

  private boolean addChoice(String name, String path, Agreement agreement) {
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
    String message = ContractTree.reference(notNull(property(schema, member)));
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
    String calls = agreement.toolCalls() == null ? "" : agreement.toolCalls().calls();
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

  private boolean addMessage(String name, String member, Agreement agreement) {
    JsonNode schema = contract.schema(name);
    JsonNode content = contract.resolve(notNull(property(schema, member)));
    boolean text = ContractTree.types(content).equals(List.of("string"));
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
  private boolean addCalls(JsonNode message, Agreement agreement) {
    String calls = agreement.toolCalls() == null ? "tool_calls" : agreement.toolCalls().calls();
    JsonNode list = property(message, calls);
    if (list.isMissingNode()) {
      return !has(message, "tool_calls");
    }
    String call = ContractTree.reference(contract.resolve(notNull(list)).path("items"));
    return call != null && Names.member(calls).equals("toolCalls") && addCall(call, agreement);
  }

  private boolean addCall(String name, Agreement agreement) {
    JsonNode schema = contract.schema(name);
    Agreement.Arguments paths = agreement.arguments();
    if (paths == null || has(schema, "name") || has(schema, "arguments")) {
      return false;
    }
    List<Method> methods = new ArrayList<>();
    if (!has(schema, "id")) {
      methods.add(at("The call's id; null if it has none.", "@Nullable String id()", "id"));
    }
    methods.add(
        at("The function's name; empty if it is not there.", "String name()", paths.name()));
    methods.add(
        at(
            "The arguments, which the model wrote; empty if they are not there.",
            "String arguments()",
            paths.arguments()));
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
    return ContractTree.isRequired(schema, member)
        && !contract.allowsNull(property)
        && ContractTree.types(contract.resolve(property)).equals(List.of("string"));
  }

  private static boolean has(JsonNode schema, String member) {
    return schema.path("properties").has(member);
  }

  private static JsonNode property(JsonNode schema, String member) {
    return schema.path("properties").path(member);
  }

  // The schema without null beside it.
  private static JsonNode notNull(JsonNode schema) {
    List<JsonNode> branches = ContractTree.branches(schema);
    return ContractTree.reference(schema) == null && branches.size() == 1
        ? branches.get(0)
        : schema;
  }

  /** Whether a union has a text: a branch that is one, or a list of what has one. */
  boolean hasText(JsonNode schema) {
    return hasText(schema, new HashSet<>());
  }

  private boolean hasText(JsonNode schema, Set<String> seen) {
    String name = ContractTree.reference(schema);
    if (name != null && !seen.add(name)) {
      return false;
    }
    JsonNode resolved = contract.resolve(schema);
    if (!TypeRef.isUnion(resolved)) {
      return false;
    }
    boolean found = false;
    for (JsonNode branch : ContractTree.branches(resolved)) {
      JsonNode one = contract.resolve(branch);
      if (has(one, "text") && !isText(one, "text")) {
        return false; // The class has something else of that name.
      }
      found |= isText(one, "text") || isTexts(branch) || hasText(one.path("items"), seen);
    }
    return found;
  }

  private boolean isTexts(JsonNode branch) {
    return ContractTree.reference(branch) == null
        && ContractTree.types(branch).equals(List.of("string"))
        && ContractTree.values(branch) == null;
  }
}
