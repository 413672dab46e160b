package dev.concordat.client.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each attempt to make a call, for logs and metrics. Credentials are masked in all that
 * it is told. Called on the thread that makes the call; what it throws fails the call.
 */
public interface CallListener {

  /**
   * An attempt to make a call.
   *
   * @param provider the provider's id, as in {@code intern}
   * @param operation the operation's id in the contract
   * @param number how many attempts of this call there were before
   * @param method the HTTP method
   * @param url where it goes, secrets masked
   * @param headers what is sent, secrets masked
   */
  record Attempt(
      String provider,
      String operation,
      int number,
      String method,
      String url,
      Map<String, List<String>> headers) {}

  /** A request is about to be sent. */
  default void sending(Attempt attempt) {}

  /**
   * The head of a response is there.
   *
   * @param elapsed the time since the request began to be sent
   */
  default void received(Attempt attempt, int status, ResponseHeaders headers, Duration elapsed) {}

  /**
   * An attempt has failed, at whatever stage.
   *
   * @param retryIn how long until the call is made again; null if it is not
   */
  default void failed(
      String provider, String operation, ProviderException failure, @Nullable Duration retryIn) {}
}
