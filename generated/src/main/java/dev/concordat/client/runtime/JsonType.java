package dev.concordat.client.runtime;

/** A type of a contract. Each has a static method {@code fromJson} beside. */
public interface JsonType {

  /** The value as JSON: what was read comes back the same, unknown members included. */
  JsonValue toJsonValue();

  /** The same as text. */
  default String toJson() {
    return toJsonValue().toJson();
  }
}
