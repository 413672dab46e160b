package dev.concordat.client.runtime;

import org.jspecify.annotations.Nullable;

/** A call that any provider's model asks for, or what is new of it. */
public interface AnyToolCall extends JsonType {

  /** What the answer to it has to name; null if it has none, as in a later piece. */
  @Nullable String id();

  /** The function; empty if it is not there, as in a later piece. */
  String name();

  /** The arguments as the model wrote them: JSON, if all went well. Empty if they are not there. */
  String arguments();

  /**
   * The arguments as an object.
   *
   * @throws JsonDecodeException if they are none
   */
  default JsonObject argumentsAsJson() {
    return JsonObject.parse(arguments());
  }
}
