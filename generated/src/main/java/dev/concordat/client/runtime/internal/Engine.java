package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.CallInterruptedException;
import dev.concordat.client.runtime.CallListener;
import dev.concordat.client.runtime.ErrorDetails;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.ProviderResponse;
import dev.concordat.client.runtime.RequestOptions;
import dev.concordat.client.runtime.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * Makes calls: waits for the rate limit, sends, reads the answer, and tries again where that is
 * safe.
 */
public final class Engine {
  // Each dead connection leaves the pool, which holds no more than these.
  private static final int MAX_STALE = 64;

  private final String provider;
  private final Retrofit retrofit;
  private final ErrorRules errors;
  private final RetryPolicy policy;
  private final @Nullable RateLimiter limiter;
  private final Timing timing;
  private final OpenCalls calls;
  private final Transport transport;
  private final Transport.Share share;
  private final boolean derived;
  private final Executor executor;
  private final CallListener listener;

  /**
   * An engine, and a client with it.
   *
   * @param parent the engine of the client that this one's is derived from; null if it is none
   */
  public Engine(ProviderDescription description, ClientSettings settings, @Nullable Engine parent) {
    this.provider = description.id();
    this.errors = description.errors();
    this.policy = settings.retries();
    this.limiter = settings.limiter();
    this.timing = settings.timing();
    this.executor = settings.executor();
    this.listener = settings.listener();
    this.calls = new OpenCalls(parent == null ? null : parent.calls);
    this.derived = parent != null;
    // One that is derived has the connections of the first, unless it was given some of its own.
    boolean inherits = parent != null && settings.httpClient() == null;
    Transport transport =
        inherits ? requireNonNull(parent).transport : Transport.of(settings.httpClient());
    this.transport = transport;
    this.share = parent == null ? transport.new Share() : parent.share;
    share.add(settings.baseUrl());
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .client(caller(transport.http(), description, settings))
            .addConverterFactory(new JsonConverters(description.adapters()))
            .build();
  }

  private static OkHttpClient caller(
      OkHttpClient connections, ProviderDescription description, ClientSettings settings) {
    Map<String, SecurityScheme> schemes =
        description.schemes().stream()
            .collect(Collectors.toMap(SecurityScheme::name, Function.identity()));
    // A redirect would carry a header like sso-ak to wherever it points.
    OkHttpClient.Builder http =
        connections
            .newBuilder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .callTimeout(settings.callTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .addInterceptor(new Outgoing(description.userAgent(), description.secrets()))
            .addInterceptor(new Authorizing(schemes, settings.credentials()))
            .addNetworkInterceptor(new OneAttempt());
    if (settings.listener() != ClientSettings.NOBODY) {
      http.addInterceptor(new Listening(description.id(), settings.listener(), settings.timing()));
    }
    return http.build();
  }

  /**
   * Ends all calls and streams. With a server's last client go the connections that wait for it. A
   * client that is derived ends its own calls.
   */
  public void close() {
    if (calls.close() && !derived) {
      share.close();
    }
  }

  /**
   * For calls whose answer comes whole.
   *
   * @throws IllegalArgumentException if the body asks for a stream
   */
  public static void requirePlain(@Nullable Boolean stream, String operation) {
    if (Boolean.TRUE.equals(stream)) {
      throw new IllegalArgumentException(
          "the body asks for a stream: use " + operation + "Stream, which needs no such member");
    }
  }

  public <T> T create(Class<T> api) {
    return retrofit.create(api);
  }

  /** Makes a call and waits for its answer. */
  public <A extends @Nullable Object> ProviderResponse<A> call(
      Operation<A> operation,
      RequestOptions options,
      Function<CallContext, Call<ResponseBody>> request) {
    return call(operation, new CallContext(operation, options), request);
  }

  private <A extends @Nullable Object> ProviderResponse<A> call(
      Operation<A> operation,
      CallContext context,
      Function<CallContext, Call<ResponseBody>> request) {
    calls.add(context);
    try {
      Call<ResponseBody> prepared = request.apply(context);
      return attempt(
          context,
          () -> timed(prepared.clone(), context),
          (sent, response) -> answers(operation, response).read(operation.answer()));
    } finally {
      calls.remove(context);
    }
  }

  /**
   * Makes a call without waiting for its answer.
   *
   * @param part what of the response is wanted
   */
  public <A extends @Nullable Object, R extends @Nullable Object> CompletableFuture<R> callAsync(
      Operation<A> operation,
      RequestOptions options,
      Function<CallContext, Call<ResponseBody>> request,
      Function<ProviderResponse<A>, R> part) {
    CallContext context = new CallContext(operation, options);
    CompletableFuture<R> result = new CompletableFuture<>();
    // Cancelled, or timed out: nobody waits for the answer any more.
    CompletableFuture<?> unused = result.whenComplete((answer, failure) -> context.cancel());
    executor.execute(
        () -> {
          try {
            result.complete(part.apply(call(operation, context, request)));
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  /** Makes a call and waits for its answer to begin. */
  public <C, A> EventStream<C, A> stream(
      StreamOperation<C, A> operation,
      RequestOptions options,
      Function<CallContext, Call<ResponseBody>> request) {
    return stream(operation, new CallContext(operation.plain(), options), request);
  }

  <C, A> EventStream<C, A> stream(
      StreamOperation<C, A> operation,
      CallContext context,
      Function<CallContext, Call<ResponseBody>> request) {
    calls.add(context);
    boolean opened = false;
    try {
      Call<ResponseBody> prepared = request.apply(context);
      HttpEventStream<C, A> stream =
          attempt(
              context,
              () -> untimed(prepared.clone()),
              (sent, response) -> {
                Answers answers = answers(operation.plain(), response);
                answers.requireStream();
                return new HttpEventStream<>(
                    operation,
                    answers,
                    requireNonNull(response.body()),
                    context,
                    () -> calls.remove(context));
              });
      opened = true;
      context.opened(stream);
      return stream;
    } finally {
      if (!opened) {
        calls.remove(context);
      }
    }
  }

  /** A stream that is asked for each time that somebody subscribes. */
  public <C, A> Flow.Publisher<C> publisher(
      StreamOperation<C, A> operation,
      RequestOptions options,
      Function<CallContext, Call<ResponseBody>> request) {
    return new EventPublisher<>(
        () -> new CallContext(operation.plain(), options),
        context -> stream(operation, context, request),
        executor);
  }

  /** What a client shows of itself; its credentials are not among it. */
  @Override
  public String toString() {
    return "baseUrl=" + retrofit.baseUrl().redact();
  }

  /** Reads the answer to a call that was sent. */
  private interface Reading<R> {
    R read(Call<ResponseBody> sent, Response<ResponseBody> response);
  }

  private interface Preparing {
    Call<ResponseBody> call();
  }

  private static Call<ResponseBody> timed(Call<ResponseBody> call, CallContext context) {
    Duration timeout = context.options().timeout();
    if (timeout != null) {
      call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
    return call;
  }

  // A stream may go on for longer than a call may take.
  private static Call<ResponseBody> untimed(Call<ResponseBody> call) {
    call.timeout().clearTimeout();
    return call;
  }

  private <R> R attempt(CallContext context, Preparing next, Reading<R> reading) {
    RequestOptions options = context.options();
    Retries retries = new Retries(options.retries() == null ? policy : options.retries(), timing);
    int stale = 0;
    for (int done = 0; ; context.failed()) {
      if (stale == 0) {
        waitForTurn(context);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(context, null);
      }
      Call<ResponseBody> call = next.call();
      context.attempt(call);
      try {
        return reading.read(call, call.execute());
      } catch (OneAttempt.StaleConnectionException e) {
        // The server had closed it before it got the request: nothing that counts was tried.
        stale++;
        if (stale > MAX_STALE) {
          throw failed(context, unanswered(context, e), null);
        }
      } catch (IOException e) {
        Duration delay = delay(retries, context, unanswered(context, e), done);
        sleep(context, delay);
        done++;
        stale = 0;
      } catch (ProviderException e) {
        Duration delay = delay(retries, context, e, done);
        sleep(context, delay);
        done++;
        stale = 0;
      }
    }
  }

  // How long to wait until the next attempt; throws the failure if there is to be none.
  private Duration delay(
      Retries retries, CallContext context, ProviderException failure, int done) {
    if (context.isCancelled()) {
      throw OpenCalls.closedException();
    }
    Duration delay = retries.delay(context, failure, done);
    if (delay == null) {
      throw failed(context, failure, null);
    }
    failed(context, failure, delay);
    return delay;
  }

  private ProviderException failed(
      CallContext context, ProviderException failure, @Nullable Duration retryIn) {
    listener.failed(provider, context.operation().id(), failure, retryIn);
    return failure;
  }

  private ProviderException unanswered(CallContext context, IOException failure) {
    ErrorDetails details = ErrorDetails.of(provider, context.operation().id());
    if (failure instanceof CredentialsException) {
      return new AuthenticationException(details.withMessage(failure.getMessage()), failure);
    }
    return Answers.connection(details, failure);
  }

  private Answers answers(Operation<?> operation, Response<ResponseBody> response) {
    return new Answers(provider, operation, errors, response, timing.now());
  }

  private void waitForTurn(CallContext context) {
    if (limiter == null) {
      return;
    }
    long now = timing.nanoTime();
    Duration wait = limiter.reserve(now);
    RateLimiter waiting = limiter;
    context.waitForTurn(() -> waiting.giveBack(now + wait.toNanos()));
    try {
      sleep(context, wait);
    } catch (CallInterruptedException e) {
      waiting.giveBack(now + wait.toNanos());
      throw e;
    } finally {
      context.turnHasCome();
    }
  }

  private void sleep(CallContext context, Duration duration) {
    try {
      if (!duration.isZero()) {
        timing.sleep(duration, context.cancelled());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(context, e);
    }
    if (context.isCancelled()) {
      throw OpenCalls.closedException();
    }
  }

  private CallInterruptedException interrupted(
      CallContext context, @Nullable InterruptedException cause) {
    return new CallInterruptedException(ErrorDetails.of(provider, context.operation().id()), cause);
  }
}
