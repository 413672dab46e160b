package dev.concordat.client.runtime;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed call. Credentials are masked in all of it.
 *
 * @param provider the provider's id, as in {@code intern}
 * @param operation the operation's id in the contract
 * @param status the HTTP status; 0 if there was no response
 * @param headers the headers of the response
 * @param code the provider's own code, as text even where it is a number; null if there is none
 * @param message the provider's own message; null if there is none
 * @param requestId what the provider's support asks for; null if there is none
 */
public record ErrorDetails(
    String provider,
    String operation,
    int status,
    ResponseHeaders headers,
    @Nullable String code,
    @Nullable String message,
    @Nullable String requestId)
    implements Serializable {

  /** Details of a call that got no response. */
  public static ErrorDetails of(String provider, String operation) {
    return new ErrorDetails(provider, operation, 0, ResponseHeaders.none(), null, null, null);
  }

  /** The same with another message. */
  public ErrorDetails withMessage(@Nullable String message) {
    return new ErrorDetails(provider, operation, status, headers, code, message, requestId);
  }

  String summary(String problem) {
    StringBuilder text = new StringBuilder(provider).append(' ').append(operation).append(": ");
    text.append(problem);
    if (status != 0) {
      text.append(", HTTP ").append(status);
    }
    if (code != null) {
      text.append(", code ").append(code);
    }
    if (message != null) {
      text.append(": ").append(message);
    }
    if (requestId != null) {
      text.append(" (request ").append(requestId).append(')');
    }
    return text.toString();
  }
}
