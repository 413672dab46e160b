package dev.concordat.client.generator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import tools.jackson.databind.JsonNode;

/** Java names for what a contract names. */
final class Names {
  // What java.lang, an import or a type of its own brings into some generated file.
  private static final Set<String> TAKEN =
      Set.of(
          "Annotation",
          "AnyAnswer",
          "AnyChoice",
          "AnyMessage",
          "AnyToolCall",
          "AnyUsage",
          "AutoCloseable",
          "BigDecimal",
          "Bodies",
          "Body",
          "Boolean",
          "Builder",
          "Byte",
          "ByteString",
          "Call",
          "CallContext",
          "CharSequence",
          "Character",
          "Class",
          "ClientBuilder",
          "ClientSettings",
          "CodecAdapter",
          "Codecs",
          "CompletableFuture",
          "Consumer",
          "Copies",
          "Credential",
          "DELETE",
          "Deprecated",
          "Description",
          "Double",
          "Duration",
          "Engine",
          "Enum",
          "EnumValue",
          "Error",
          "ErrorRules",
          "ErrorShape",
          "EventStream",
          "Exception",
          "Flag",
          "Float",
          "Flow",
          "Function",
          "GET",
          "HTTP",
          "Header",
          "HeaderValues",
          "Headers",
          "IllegalArgumentException",
          "IllegalStateException",
          "IndexOutOfBoundsException",
          "Integer",
          "Items",
          "Iterable",
          "Iterator",
          "JsonAdapter",
          "JsonArray",
          "JsonBoolean",
          "JsonDecodeException",
          "JsonNumber",
          "JsonObject",
          "JsonParser",
          "JsonString",
          "JsonTree",
          "JsonType",
          "JsonValue",
          "Known",
          "List",
          "Long",
          "Map",
          "Math",
          "Members",
          "Moshi",
          "NullMarked",
          "Nullable",
          "Number",
          "Numeric",
          "Object",
          "ObjectBuilder",
          "ObjectType",
          "ObjectValue",
          "Objects",
          "Operation",
          "Override",
          "PATCH",
          "POST",
          "PUT",
          "Path",
          "Process",
          "ProviderDescription",
          "ProviderException",
          "ProviderResponse",
          "Query",
          "Record",
          "RequestBody",
          "RequestOptions",
          "ResponseBody",
          "Runtime",
          "RuntimeException",
          "SecurityScheme",
          "Set",
          "Short",
          "StreamOperation",
          "StreamRules",
          "Streaming",
          "String",
          "StringBuilder",
          "Style",
          "Supplier",
          "SuppressWarnings",
          "System",
          "Tag",
          "Text",
          "Thread",
          "Throwable",
          "ToolLoop",
          "Tools",
          "Type",
          "Unknown",
          "UnsupportedOperationException",
          "Void");
  private static final Set<String> METHODS =
      Set.of(
          "builder",
          "build",
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "others",
          "requireNonNull",
          "rest",
          "fromJson",
          "toBuilder",
          "toJson",
          "toJsonValue",
          "toString",
          "wait",
          "write");

  // What else a method of a client calls by name.
  private static final Set<String> PARAMETERS = Set.of("api", "body", "engine", "streamed");

  // What a client's builder has beside its credentials, and a client beside its operations.
  private static final Set<String> SETTINGS =
      Set.of(
          "baseUrl",
          "callTimeout",
          "connectTimeout",
          "credentials",
          "executor",
          "httpClient",
          "limitRate",
          "listener",
          "readTimeout",
          "retries",
          "settings",
          "token");
  private static final Set<String> CLIENT = Set.of("close", "with", "withResponse");

  private Names() {}

  /** The method of a builder that gives a key. */
  static String setting(String name) {
    String member = parameter(name);
    return SETTINGS.contains(member) ? member + "_" : member;
  }

  /** The method of an operation. */
  static String operation(String id) {
    String member = member(id);
    return CLIENT.contains(member) ? member + "_" : member;
  }

  /** The class of a component; one that is taken already is named after its provider. */
  static String type(String component, String provider) {
    String name = pascal(component);
    String client = pascal(provider);
    boolean taken =
        TAKEN.contains(name)
            || TAKEN.contains(name + "Adapter")
            || name.endsWith("Adapter")
            || Set.of("Client", "HttpClient", "Api", "Errors", "Adapters").stream()
                .anyMatch(suffix -> name.equals(client + suffix));
    return taken || name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))
        ? client + name
        : name;
  }

  /** The field, accessor and builder method of a member, or the methods of an operation. */
  static String member(String name) {
    String pascal = pascal(name);
    String camel =
        pascal.isEmpty()
            ? "_"
            : pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    if (!Character.isJavaIdentifierStart(camel.charAt(0))) {
      camel = "_" + camel;
    }
    return SourceVersion.isKeyword(camel) || METHODS.contains(camel) ? camel + "_" : camel;
  }

  /**
   * The Java names of an object's members by those in JSON. Where two would have the same, the
   * later one gets an underscore.
   */
  static Map<String, String> members(JsonNode schema) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      names.put(property.getKey(), free(member(property.getKey()), names.values()));
    }
    return names;
  }

  /** A name that none of these is. */
  static String free(String name, Collection<String> taken) {
    String free = name;
    while (taken.contains(free)) {
      free += "_";
    }
    return free;
  }

  /** A parameter of an operation's methods. */
  static String parameter(String name) {
    String member = member(name);
    return PARAMETERS.contains(member) ? member + "_" : member;
  }

  /** The constant of an enum's value. */
  static String constant(String value) {
    if (value.isEmpty()) {
      return "EMPTY";
    }
    String upper =
        value
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^\\p{L}\\p{Nd}]+", "_")
            .toUpperCase(Locale.ROOT);
    String name = Character.isJavaIdentifierStart(upper.charAt(0)) ? upper : "_" + upper;
    return Set.of("ADAPTER", "UNKNOWN", "_").contains(name) ? name + "_" : name;
  }

  /** {@code finish_reason} as {@code FinishReason}. */
  static String pascal(String name) {
    StringBuilder pascal = new StringBuilder();
    for (String word : name.split("[^\\p{L}\\p{Nd}]+", -1)) {
      if (!word.isEmpty()) {
        pascal.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return pascal.toString();
  }

  /** A Java string literal. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            literal.append(String.format("\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
