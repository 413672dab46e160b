package dev.concordat.client.runtime;

import java.util.List;

/** What a message of any provider's model has, or what is new of it. */
public interface AnyMessage extends JsonType {

  /** What it says; empty if there is no text. */
  String text();

  /** What it asks to have called; empty if nothing. */
  default List<? extends AnyToolCall> toolCalls() {
    return List.of();
  }
}
