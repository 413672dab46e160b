package dev.concordat.conformance.schema;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of JSON Schema that callers write, in the order in which they came. Each says which
 * keywords it has; a keyword that a dialect does not have asserts nothing in it.
 */
enum Dialect {
  DRAFT_04("draft-04"),
  DRAFT_06("draft-06"),
  DRAFT_07("draft-07"),
  DRAFT_2019_09("2019-09"),
  DRAFT_2020_12("2020-12");

  private static final Pattern URI =
      Pattern.compile(
          "https?://json-schema\\.org/(?:draft[-/]?)?(?:(\\d\\d|\\d{4}-\\d\\d)/)?schema#?");
  private static final String OPENAPI_3_1 = "https://spec.openapis.org/oas/3.1/dialect/base";

  private static final Map<String, Dialect> SINCE =
      Map.ofEntries(
          Map.entry("const", DRAFT_06),
          Map.entry("contains", DRAFT_06),
          Map.entry("propertyNames", DRAFT_06),
          Map.entry("if", DRAFT_07),
          Map.entry("then", DRAFT_07),
          Map.entry("else", DRAFT_07),
          Map.entry("dependentRequired", DRAFT_2019_09),
          Map.entry("dependentSchemas", DRAFT_2019_09),
          Map.entry("minContains", DRAFT_2019_09),
          Map.entry("maxContains", DRAFT_2019_09),
          Map.entry("unevaluatedItems", DRAFT_2019_09),
          Map.entry("unevaluatedProperties", DRAFT_2019_09),
          Map.entry("prefixItems", DRAFT_2020_12));

  private final String id;

  Dialect(String id) {
    this.id = id;
  }

  /** The dialect that a {@code $schema} names, or null where it is none of these. */
  static @Nullable Dialect of(String schema) {
    if (schema.equals(OPENAPI_3_1)) {
      return DRAFT_2020_12;
    }
    Matcher uri = URI.matcher(schema);
    if (!uri.matches()) {
      return null;
    }
    String version = uri.group(1);
    if (version == null) {
      // "The latest", which those who write it took from examples of the time of draft-07.
      return DRAFT_07;
    }
    for (Dialect dialect : values()) {
      if (dialect.id.equals(version) || dialect.id.equals("draft-" + version)) {
        return dialect;
      }
    }
    return null;
  }

  boolean has(String keyword) {
    return compareTo(SINCE.getOrDefault(keyword, DRAFT_04)) >= 0;
  }

  /** Whether the keywords beside a {@code $ref} are ignored. */
  boolean isRefAlone() {
    return compareTo(DRAFT_07) <= 0;
  }

  /** The keyword that names a schema. */
  String idKeyword() {
    return this == DRAFT_04 ? "id" : "$id";
  }
}
