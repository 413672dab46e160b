package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonAdapter;
import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.ErrorDetails;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * Makes calls: waits for the rate limit, sends, reads the answer, and tries again where that is
 * safe.
 */
public final class Engine {
  private final String provider;
  private final Retrofit retrofit;
  private final ErrorRules errors;
  private final Retries retries;
  private final @Nullable RateLimiter limiter;
  private final Timing timing;

  public Engine(
      String provider,
      HttpUrl baseUrl,
      OkHttpClient http,
      ErrorRules errors,
      JsonAdapter.Factory adapters,
      RetryPolicy policy,
      @Nullable RateLimiter limiter,
      Timing timing) {
    this.provider = provider;
    this.errors = errors;
    this.retries = new Retries(policy, timing);
    this.limiter = limiter;
    this.timing = timing;
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .client(http)
            .addConverterFactory(new JsonConverters(adapters))
            .build();
  }

  public static Interceptor bearer(Supplier<String> token) {
    return new Bearer(token);
  }

  public static Interceptor bceSigner(String accessKey, String secretKey) {
    return new BceSigner(accessKey, secretKey, Clock.systemUTC());
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
  public <A> A call(Operation<A> operation, Call<ResponseBody> call) {
    return attempt(
        operation,
        call::clone,
        (sent, response) -> answers(operation, response).read(operation.answer()));
  }

  /** Makes a call without waiting for its answer. */
  public <A> CompletableFuture<A> callAsync(Operation<A> operation, Call<ResponseBody> call) {
    CompletableFuture<A> result = new CompletableFuture<>();
    attemptAsync(operation, call, 0, result);
    return result;
  }

  /** Makes a call and waits for its answer to begin. */
  public <C, A> EventStream<C, A> stream(StreamOperation<C, A> operation, Call<ResponseBody> call) {
    return attempt(
        operation.plain(),
        () -> untimed(call.clone()),
        (sent, response) -> {
          Answers answers = answers(operation.plain(), response);
          answers.requireStream();
          ResponseBody body = requireNonNull(response.body());
          return new HttpEventStream<>(operation, answers, body, sent::cancel);
        });
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

  // A stream may go on for longer than a call may take.
  private static Call<ResponseBody> untimed(Call<ResponseBody> call) {
    call.timeout().clearTimeout();
    return call;
  }

  private <R> R attempt(
      Operation<?> operation, Supplier<Call<ResponseBody>> calls, Reading<R> reading) {
    for (int retries = 0; ; retries++) {
      waitForTurn(operation);
      Call<ResponseBody> call = calls.get();
      try {
        return reading.read(call, execute(operation, call));
      } catch (ProviderException e) {
        Duration delay = this.retries.delay(operation, e, retries);
        if (delay == null) {
          throw e;
        }
        sleep(operation, delay);
      }
    }
  }

  private <A> void attemptAsync(
      Operation<A> operation, Call<ResponseBody> call, int done, CompletableFuture<A> result) {
    if (result.isDone()) {
      return;
    }
    long now = timing.nanoTime();
    Duration wait = limiter == null ? Duration.ZERO : limiter.reserve(now);
    if (limiter == null || wait.isZero()) {
      enqueue(operation, call.clone(), done, result);
      return;
    }
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<A> unused =
        result.whenComplete(
            (answer, failure) -> {
              if (over.compareAndSet(false, true)) {
                limiter.giveBack(now + wait.toNanos());
              }
            });
    timing
        .after(wait)
        .execute(
            () -> {
              if (over.compareAndSet(false, true)) {
                enqueue(operation, call.clone(), done, result);
              }
            });
  }

  private <A> void enqueue(
      Operation<A> operation, Call<ResponseBody> call, int done, CompletableFuture<A> result) {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<A> unused =
        result.whenComplete(
            (answer, failure) -> {
              if (!over.get()) { // Cancelled, or timed out: nobody waits for the answer any more.
                call.cancel();
              }
            });
    call.enqueue(
        new Callback<>() {
          @Override
          public void onResponse(Call<ResponseBody> sent, Response<ResponseBody> response) {
            try {
              A answer = answers(operation, response).read(operation.answer());
              over.set(true);
              result.complete(answer);
            } catch (ProviderException e) {
              failed(e);
            } catch (RuntimeException | Error e) {
              over.set(true);
              result.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Call<ResponseBody> sent, Throwable failure) {
            if (failure instanceof IOException e) {
              failed(unanswered(operation, e));
            } else {
              over.set(true);
              result.completeExceptionally(failure);
            }
          }

          private void failed(ProviderException e) {
            over.set(true);
            Duration delay = retries.delay(operation, e, done);
            if (delay == null) {
              result.completeExceptionally(e);
            } else {
              timing.after(delay).execute(() -> attemptAsync(operation, call, done + 1, result));
            }
          }
        });
  }

  private Response<ResponseBody> execute(Operation<?> operation, Call<ResponseBody> call) {
    try {
      return call.execute();
    } catch (IOException e) {
      throw unanswered(operation, e);
    }
  }

  private ProviderException unanswered(Operation<?> operation, IOException failure) {
    if (failure instanceof Bearer.CredentialsException) {
      return new AuthenticationException(
          new ErrorDetails(provider, operation.id(), 0, null, failure.getMessage(), null), failure);
    }
    return Answers.connection(ErrorDetails.of(provider, operation.id()), failure);
  }

  private Answers answers(Operation<?> operation, Response<ResponseBody> response) {
    return new Answers(provider, operation, errors, response, timing.now());
  }

  private void waitForTurn(Operation<?> operation) {
    if (limiter == null) {
      return;
    }
    long now = timing.nanoTime();
    Duration wait = limiter.reserve(now);
    try {
      sleep(operation, wait);
    } catch (ConnectionException interrupted) {
      limiter.giveBack(now + wait.toNanos());
      throw interrupted;
    }
  }

  private void sleep(Operation<?> operation, Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      timing.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(ErrorDetails.of(provider, operation.id()), e);
    }
  }
}
