package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Adds what was asked for a single call, and the name of the client. Comes before credentials. */
final class Outgoing implements Interceptor {
  private final String userAgent;
  private final Redaction.Names secrets;

  Outgoing(String userAgent, Redaction.Names secrets) {
    this.userAgent = userAgent;
    this.secrets = secrets;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request.Builder request = chain.request().newBuilder().tag(Redaction.Names.class, secrets);
    if (chain.request().header("User-Agent") == null) {
      request.header("User-Agent", userAgent);
    }
    CallContext call = chain.request().tag(CallContext.class);
    return call == null ? chain.proceed(request.build()) : proceed(chain, request, call);
  }

  private static Response proceed(Chain chain, Request.Builder request, CallContext call)
      throws IOException {
    RequestOptions options = call.options();
    options.headers().forEach(header -> request.removeHeader(header.name()));
    options.headers().forEach(header -> request.addHeader(header.name(), header.value()));
    if (options.idempotencyKey() != null) {
      request.header("Idempotency-Key", options.idempotencyKey());
    }
    if (!options.query().isEmpty() || !call.query().isEmpty()) {
      HttpUrl.Builder url = chain.request().url().newBuilder();
      call.query().forEach(one -> url.addEncodedQueryParameter(one.name(), one.value()));
      options.query().forEach(one -> url.addQueryParameter(one.name(), one.value()));
      request.url(url.build());
    }
    Duration silence = options.readTimeout();
    Chain timed =
        silence == null ? chain : chain.withReadTimeout(millis(silence), TimeUnit.MILLISECONDS);
    return timed.proceed(request.build());
  }

  private static int millis(Duration duration) {
    long millis = duration.isZero() ? 0 : Math.max(1, duration.toMillis());
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }
}
