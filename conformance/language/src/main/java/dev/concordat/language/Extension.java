package dev.concordat.language;

import tools.jackson.databind.JsonNode;

/**
 * What a contract says beyond OpenAPI: the closed set of members whose names begin with {@code x-}.
 * {@code contract-extensions.schema.json} says where each may stand and what it is made of.
 */
public enum Extension {
  DOCUMENTS("x-documents"),
  SOURCE("x-source"),
  LEDGER("x-ledger"),
  RATE_LIMIT("x-rate-limit"),
  WHEN("x-when"),
  AGREEMENT("x-agreement"),
  EVENT_STREAM("x-event-stream"),
  CLIENT("x-client"),
  EXTENSIBLE_ENUM("x-extensible-enum"),
  MEDIA_TYPE_REQUIRED("x-media-type-required"),
  ERROR("x-error"),
  ERROR_HEADERS("x-error-headers"),
  SIGNATURE("x-signature"),
  PATTERN("x-pattern");

  private final String text;

  Extension(String text) {
    this.text = text;
  }

  /** The name as contracts have it. */
  public String text() {
    return text;
  }

  /** Whether an object has it. */
  public boolean isIn(JsonNode owner) {
    return owner.has(text);
  }

  /** What an object says in it; a missing node where it does not have it. */
  public JsonNode of(JsonNode owner) {
    return owner.path(text);
  }
}
