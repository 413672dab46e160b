package dev.concordat.conformance.compiled;

import dev.concordat.conformance.schema.JsonType;

/** What a value shows to be by its bytes; finer than the types of JSON Schema. */
enum Kind {
  NULL(0, JsonType.NULL),
  FALSE(1, JsonType.BOOLEAN),
  TRUE(2, JsonType.BOOLEAN),
  OBJECT(3, JsonType.OBJECT),
  ARRAY(4, JsonType.ARRAY),
  WHOLE(5, JsonType.INTEGER),
  FRACTION(6, JsonType.NUMBER),
  TEXT(7, JsonType.STRING);

  /** How many there are. */
  static final int COUNT = 8;

  private final int index;
  private final JsonType type;

  Kind(int index, JsonType type) {
    this.index = index;
    this.type = type;
  }

  /** A number of its own, below {@link #COUNT}. */
  int index() {
    return index;
  }

  JsonType type() {
    return type;
  }
}
