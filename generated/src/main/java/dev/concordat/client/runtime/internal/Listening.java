package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.CallListener;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Tells a listener what is sent and received. Comes after credentials, so as to mask them. */
record Listening(String provider, CallListener listener, Timing timing) implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    CallContext call = request.tag(CallContext.class);
    if (call == null) {
      return chain.proceed(request);
    }
    Redaction redaction = new Redaction(request);
    CallListener.Attempt attempt =
        new CallListener.Attempt(
            provider,
            call.operation().id(),
            call.attempts(),
            request.method(),
            redaction.url(),
            redaction.requestHeaders());
    listener.sending(attempt);
    long start = timing.nanoTime();
    Response response = chain.proceed(request);
    listener.received(
        attempt,
        response.code(),
        redaction.responseHeaders(response.headers()),
        Duration.ofNanos(timing.nanoTime() - start));
    return response;
  }
}
