package dev.concordat.client.runtime;

import java.util.List;

/**
 * Functions that a model may ask to have called, for a client that calls them and tells what they
 * gave. {@code Functions} of {@code concordat-client-records} are such, made of records.
 */
public interface Tools {

  /** What a request says of them, each in the provider's form. */
  List<JsonObject> descriptions();

  /**
   * Does what a model asks for. What this throws, the client's method throws.
   *
   * @return what the model is told: the result, or what is wrong with the call
   */
  String call(AnyToolCall call);

  /** How many answers are asked for at most, each of which is paid for: 10. */
  default int mostAnswers() {
    return 10;
  }
}
