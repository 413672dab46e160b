package dev.concordat.client.runtime.internal;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OkHttp from making a call again by itself, which it does at 408, and at 503 where the
 * provider asks for no wait. It does not where Retry-After is no number; so the header gets a mark,
 * which {@link RetryAfter} knows. Sits next to the network.
 */
public final class OneAttempt implements Interceptor {
  static final String MARK = "+";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    @Nullable String wait = response.header("Retry-After");
    boolean isRepeated =
        response.code() == 408
            || (response.code() == 503 && wait != null && wait.strip().matches("0+"));
    return isRepeated
        ? response.newBuilder().header("Retry-After", MARK + (wait == null ? "" : wait)).build()
        : response;
  }
}
