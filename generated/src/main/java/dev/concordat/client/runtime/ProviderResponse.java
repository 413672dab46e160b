package dev.concordat.client.runtime;

import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a call: the answer, and what it was made of.
 *
 * @param value the answer
 * @param status the HTTP status
 * @param headers the headers, rate limits among them where the provider tells them
 * @param requestId what the provider's support asks for; null if there is none
 * @param body the bytes that the answer was read from
 */
public record ProviderResponse<T extends @Nullable Object>(
    T value, int status, ResponseHeaders headers, @Nullable String requestId, ByteString body) {

  /** The same with another value. */
  public <R extends @Nullable Object> ProviderResponse<R> map(Function<? super T, R> change) {
    return new ProviderResponse<>(change.apply(value), status, headers, requestId, body);
  }

  /** Status and size; the answer is not shown. */
  @Override
  public String toString() {
    return "ProviderResponse{status="
        + status
        + ", requestId="
        + requestId
        + ", bytes="
        + body.size()
        + "}";
  }
}
