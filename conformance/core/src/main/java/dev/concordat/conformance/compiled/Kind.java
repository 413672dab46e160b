package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.JsonType;

/** What a value shows to be by its bytes; finer than the types of JSON Schema. */
enum Kind {
  NULL(JsonType.NULL),
  FALSE(JsonType.BOOLEAN),
  TRUE(JsonType.BOOLEAN),
  OBJECT(JsonType.OBJECT),
  ARRAY(JsonType.ARRAY),
  WHOLE(JsonType.INTEGER),
  FRACTION(JsonType.NUMBER),
  TEXT(JsonType.STRING);

  private final JsonType type;

  Kind(JsonType type) {
    this.type = type;
  }

  JsonType type() {
    return type;
  }
}
