package dev.concordat.client.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names for what a contract names. */
final class Names {
  // What java.lang, java.util or the runtime brings into every generated file.
  private static final Set<String> TAKEN =
      Set.of(
          "Boolean",
          "Builder",
          "CharSequence",
          "Class",
          "Codecs",
          "Copies",
          "Description",
          "Enum",
          "Error",
          "Exception",
          "Iterable",
          "JsonNumber",
          "JsonObject",
          "JsonPath",
          "JsonValue",
          "List",
          "Map",
          "Math",
          "CodecAdapter",
          "Nullable",
          "Number",
          "Object",
          "ObjectReader",
          "ObjectWriter",
          "Objects",
          "Override",
          "Process",
          "Record",
          "Rest",
          "Runtime",
          "String",
          "System",
          "Thread",
          "Throwable",
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
          "rest",
          "toBuilder",
          "toString",
          "wait");

  private Names() {}

  /** The class of a component; one that Java knows already is named after its provider. */
  static String type(String component, String provider) {
    String name = pascal(component);
    return TAKEN.contains(name) || TAKEN.contains(name + "Adapter")
        ? pascal(provider) + name
        : name;
  }

  /** The field, accessor and builder method of a member. */
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

  /** The constant of an enum's value. */
  static String constant(String value) {
    if (value.isEmpty()) {
      return "EMPTY";
    }
    String upper =
        value
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toUpperCase(Locale.ROOT);
    String name = Character.isJavaIdentifierStart(upper.charAt(0)) ? upper : "_" + upper;
    return Set.of("ADAPTER", "UNKNOWN", "_").contains(name) ? name + "_" : name;
  }

  /** {@code finish_reason} as {@code FinishReason}. */
  static String pascal(String name) {
    StringBuilder pascal = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+", -1)) {
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
