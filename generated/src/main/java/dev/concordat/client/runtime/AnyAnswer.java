package dev.concordat.client.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer of any provider has, be it whole or a chunk of a stream. */
public interface AnyAnswer extends JsonType {

  /** As many as were asked for, or what is new of them. */
  List<? extends AnyChoice> choices();

  /** The text of the first choice; empty if there is none. */
  String text();

  /** The calls of the first choice; empty if there are none. */
  default List<? extends AnyToolCall> toolCalls() {
    return List.of();
  }

  /** What the answer took; null if that is not said. */
  default @Nullable AnyUsage usage() {
    return null;
  }
}
