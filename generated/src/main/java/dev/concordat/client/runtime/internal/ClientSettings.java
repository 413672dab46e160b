package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.CallListener;
import dev.concordat.client.runtime.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a builder says of a client, its defaults filled in.
 *
 * @param credentials by the names of their schemes
 */
public record ClientSettings(
    HttpUrl baseUrl,
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    RetryPolicy retries,
    @Nullable OkHttpClient httpClient,
    Map<String, Credential> credentials,
    @Nullable RateLimiter limiter,
    Timing timing,
    Executor executor,
    CallListener listener) {
  /** Who is told of calls where nobody is. */
  public static final CallListener NOBODY = new CallListener() {};

  /** Never the credentials. */
  @Override
  public String toString() {
    return "ClientSettings{baseUrl=" + baseUrl.redact() + "}";
  }
}
