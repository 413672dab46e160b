package dev.concordat.client.runtime;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.internal.Background;
import dev.concordat.client.runtime.internal.ClientSettings;
import dev.concordat.client.runtime.internal.Credential;
import dev.concordat.client.runtime.internal.RateLimiter;
import dev.concordat.client.runtime.internal.Timing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
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
  private final Map<String, Credential> credentials;
  private int limit;
  private Duration limitPer = Duration.ZERO;
  // Of the client that was built, and so of those that are derived from it.
  private @Nullable RateLimiter limiter;
  private Timing timing = Timing.SYSTEM;
  private Executor executor = Background.EXECUTOR;
  private CallListener listener = ClientSettings.NOBODY;

  protected ClientBuilder(@Nullable String baseUrl) {
    this.baseUrl = baseUrl;
    this.credentials = new LinkedHashMap<>();
  }

  /** A builder that starts from what another one says. */
  protected ClientBuilder(ClientBuilder<B> other) {
    this.baseUrl = other.baseUrl;
    this.connectTimeout = other.connectTimeout;
    this.readTimeout = other.readTimeout;
    this.callTimeout = other.callTimeout;
    this.retries = other.retries;
    this.httpClient = other.httpClient;
    this.credentials = new LinkedHashMap<>(other.credentials);
    this.limit = other.limit;
    this.limitPer = other.limitPer;
    this.limiter = other.limiter;
    this.timing = other.timing;
    this.executor = other.executor;
    this.listener = other.listener;
  }

  /** Where the provider is; the documented address unless this is set. */
  public B baseUrl(String baseUrl) {
    this.baseUrl = requireNonNull(baseUrl, "baseUrl");
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
    this.retries = requireNonNull(retries, "retries");
    return self();
  }

  /**
   * An HTTP client of one's own, whose connections, proxy and interceptors are used, and which
   * stays open when this client is closed. Its timeouts and its handling of redirects are set by
   * this builder. Without one, all clients share their connections.
   */
  public B httpClient(OkHttpClient client) {
    this.httpClient = requireNonNull(client, "client");
    return self();
  }

  /**
   * Where futures and publishers do their work. Its threads wait for the provider: it should have
   * many, or virtual ones. Unless this is set, virtual threads on Java 21 and later, else as many
   * daemon threads as there are calls.
   */
  public B executor(Executor executor) {
    this.executor = requireNonNull(executor, "executor");
    return self();
  }

  /** Who is told of each attempt to make a call, for logs and metrics. */
  public B listener(CallListener listener) {
    this.listener = requireNonNull(listener, "listener");
    return self();
  }

  /** Holds calls back so that no more than this many are made in any period of this length. */
  public B limitRate(int requests, Duration per) {
    if (requests < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("a limit allows one request at least, in some time");
    }
    this.limit = requests;
    this.limitPer = per;
    this.limiter = null;
    return self();
  }

  /** What adds a credential to a request, by the name of its scheme in the contract. */
  protected final B authenticate(String scheme, Credential credential) {
    this.credentials.put(scheme, credential);
    return self();
  }

  /**
   * For builders whose provider answers nobody else.
   *
   * @param alternatives the schemes of which all of one list are wanted
   * @param methods the builder's methods that give them, as the message names them
   * @throws IllegalStateException if none of the lists is given as a whole
   */
  protected final void requireCredentials(List<List<String>> alternatives, String methods) {
    if (alternatives.stream().noneMatch(credentials.keySet()::containsAll)) {
      throw new IllegalStateException("credentials are required: " + methods);
    }
  }

  /** What a client is made of. To be called once, on a builder of the client's own. */
  protected final ClientSettings settings() {
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
    if (limit != 0 && limiter == null) {
      limiter = new RateLimiter(limit, limitPer);
    }
    return new ClientSettings(
        url,
        connectTimeout,
        readTimeout,
        callTimeout,
        retries,
        httpClient,
        Map.copyOf(credentials),
        limiter,
        timing,
        executor,
        listener);
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
        + ", credentials="
        + credentials.keySet()
        + ", retries="
        + retries.retries()
        + "}";
  }
}
