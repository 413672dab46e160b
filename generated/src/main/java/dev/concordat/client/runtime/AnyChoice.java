package dev.concordat.client.runtime;

import java.util.List;

/** What a choice of any provider's answer has, or what is new of it. */
public interface AnyChoice extends JsonType {

  /** Which of the choices it is, from 0. */
  long index();

  /** What it says; empty if there is no text. */
  String text();

  /** What it asks to have called; empty if nothing. */
  default List<? extends AnyToolCall> toolCalls() {
    return List.of();
  }
}
