package dev.concordat.client.runtime;

import com.squareup.moshi.JsonAdapter;
import dev.concordat.client.runtime.internal.Engine;
import dev.concordat.client.runtime.internal.ErrorRules;
import dev.concordat.client.runtime.internal.HeaderValues;
import dev.concordat.client.runtime.internal.OneAttempt;
import dev.concordat.client.runtime.internal.RateLimiter;
import dev.concordat.client.runtime.internal.Timing;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the clients of all providers have in common.
 *
 * @param <B> the builder itself
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {
  private @Nullable String baseUrl;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofMinutes(2);
  private Duration callTimeout = Duration.ofMinutes(10);
  private RetryPolicy retries = RetryPolicy.standard();
  private @Nullable OkHttpClient httpClient;
  private @Nullable Interceptor credentials;
  private int limit;
  private Duration limitPer = Duration.ZERO;
  private Timing timing = Timing.SYSTEM;

  protected ClientBuilder(@Nullable String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Where the provider is; the documented address unless this is set. */
  public B baseUrl(String baseUrl) {
    this.baseUrl = baseUrl;
    return self();
  }

  /** How long to wait for a connection: ten seconds unless this is set, zero for no limit. */
  public B connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return self();
  }

  /**
   * How long the provider may be silent, also between two events of a stream: two minutes unless
   * this is set, zero for no limit.
   */
  public B readTimeout(Duration timeout) {
    this.readTimeout = timeout;
    return self();
  }

  /**
   * How long a call may take as a whole, each retry counted anew: ten minutes unless this is set,
   * zero for no limit. A stream may take any time.
   */
  public B callTimeout(Duration timeout) {
    this.callTimeout = timeout;
    return self();
  }

  /** When to make a failed call again. */
  public B retries(RetryPolicy retries) {
    this.retries = retries;
    return self();
  }

  /**
   * An HTTP client of one's own, whose connections, proxy and interceptors are used. Its timeouts
   * and its handling of redirects are set by this builder.
   */
  public B httpClient(OkHttpClient client) {
    this.httpClient = client;
    return self();
  }

  /** Holds calls back so that no more than this many are made in any period of this length. */
  public B limitRate(int requests, Duration per) {
    if (requests < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("a limit allows one request at least, in some time");
    }
    this.limit = requests;
    this.limitPer = per;
    return self();
  }

  /** What adds the credentials to a request. */
  protected final B authenticate(Interceptor credentials) {
    this.credentials = credentials;
    return self();
  }

  /**
   * A secret that is sent as a header.
   *
   * @throws IllegalArgumentException if no header can hold it; the message does not show it
   */
  protected final String secret(String value) {
    return HeaderValues.require(value);
  }

  /**
   * For builders whose provider answers nobody else.
   *
   * @throws IllegalStateException if no credentials were given
   */
  protected final void requireCredentials() {
    if (credentials == null) {
      throw new IllegalStateException("credentials are required");
    }
  }

  /** What makes the calls. */
  protected final Engine engine(String provider, ErrorRules errors, JsonAdapter.Factory adapters) {
    if (baseUrl == null) {
      throw new IllegalStateException("baseUrl is required");
    }
    HttpUrl url = HttpUrl.get(baseUrl);
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException("baseUrl has a query or a fragment: " + url.redact());
    }
    if (!url.encodedPath().endsWith("/")) {
      url = url.newBuilder().addPathSegment("").build();
    }
    // A redirect would carry a header like sso-ak to wherever it points.
    OkHttpClient.Builder http =
        (httpClient == null ? new OkHttpClient() : httpClient)
            .newBuilder()
            .connectTimeout(connectTimeout)
            .readTimeout(readTimeout)
            .callTimeout(callTimeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(new OneAttempt());
    if (credentials != null) {
      http.addInterceptor(credentials);
    }
    RateLimiter limiter = limit == 0 ? null : new RateLimiter(limit, limitPer);
    return new Engine(provider, url, http.build(), errors, adapters, retries, limiter, timing);
  }

  /** For tests that must not depend on time. */
  final void timing(Timing timing) {
    this.timing = timing;
  }

  @SuppressWarnings("unchecked") // B is the class itself.
  private B self() {
    return (B) this;
  }

  /** Settings only: credentials are never shown. */
  @Override
  public String toString() {
    HttpUrl url = baseUrl == null ? null : HttpUrl.parse(baseUrl);
    return "Builder{baseUrl="
        + (url == null ? null : url.redact())
        + ", retries="
        + retries.retries()
        + "}";
  }
}
