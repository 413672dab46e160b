package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.ErrorDetails;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.RateLimitException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one provider's errors and cannot be said in its contract. */
public abstract class ErrorRules {
  private final List<ErrorShape> shapes;
  private final List<String> requestIdHeaders;

  /**
   * Rules for these forms.
   *
   * @param shapes the forms, tried in this order
   * @param requestIdHeaders the headers that may hold the request id, tried in this order
   */
  protected ErrorRules(List<ErrorShape> shapes, List<String> requestIdHeaders) {
    this.shapes = shapes;
    this.requestIdHeaders = requestIdHeaders;
  }

  /** What an error means for the caller. */
  public enum Meaning {
    RATE_LIMIT,
    OVERLOAD,
    CREDENTIALS,
    /** It may pass. */
    TEMPORARY,
    /** It will stay. */
    LASTING
  }

  /**
   * What an error means: by its status, or under a status of success by a code that is one, as
   * vLLM's are. Providers may know better.
   */
  protected Meaning meaning(int status, @Nullable String code) {
    int meant =
        status < 400 && code != null && code.matches("[45]\\d\\d")
            ? Integer.parseInt(code)
            : status;
    return switch (meant) {
      case 401, 403 -> Meaning.CREDENTIALS;
      case 429 -> Meaning.RATE_LIMIT;
      case 503, 529 -> Meaning.OVERLOAD;
      // Those from 520 on are a gateway's, of what is behind it.
      case 408, 500, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527, 528 -> Meaning.TEMPORARY;
      default -> Meaning.LASTING;
    };
  }

  /** The error in a body; null if there is none. */
  final @Nullable ErrorBody find(JsonValue body) {
    if (body instanceof JsonObject object) {
      for (ErrorShape shape : shapes) {
        ErrorBody error = shape.read(object);
        if (error != null) {
          return error;
        }
      }
    }
    return null;
  }

  /** Whether there may be an error in a body that was decoded: false only where there is none. */
  final boolean mayFind(Object body) {
    for (ErrorShape shape : shapes) {
      if (shape.mayBe(body)) {
        return true;
      }
    }
    return false;
  }

  final List<String> requestIdHeaders() {
    return requestIdHeaders;
  }

  /** The exception for an error. */
  final ProviderErrorException exception(ErrorDetails details, @Nullable Duration retryAfter) {
    Meaning meaning = meaning(details.status(), details.code());
    return switch (meaning) {
      case RATE_LIMIT -> new RateLimitException(details, retryAfter);
      case OVERLOAD -> new OverloadedException(details, retryAfter);
      case CREDENTIALS -> new AuthenticationException(details);
      case TEMPORARY, LASTING ->
          new ProviderErrorException(details, meaning == Meaning.TEMPORARY, retryAfter);
    };
  }
}
