package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A call on its way, over all attempts to make it. Travels with the request as its tag, so that
 * interceptors know what was asked for.
 */
public final class CallContext {
  private final Operation<?> operation;
  private final RequestOptions options;
  private final List<Style.Pair> query = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile @Nullable Call<?> attempt;
  private volatile @Nullable Runnable waiting;
  private volatile @Nullable HttpEventStream<?, ?> stream;
  private int attempts;

  CallContext(Operation<?> operation, RequestOptions options) {
    this.operation = operation;
    this.options = options;
  }

  Operation<?> operation() {
    return operation;
  }

  RequestOptions options() {
    return options;
  }

  /** Adds pairs to the query. */
  public CallContext query(List<Style.Pair> pairs) {
    query.addAll(pairs);
    return this;
  }

  List<Style.Pair> query() {
    return query;
  }

  /** How many attempts there were before this one. */
  int attempts() {
    return attempts;
  }

  /** Takes the attempt that is to be cancelled where the call is. */
  void attempt(Call<?> call) {
    attempt = call;
    if (isCancelled()) {
      call.cancel();
    }
  }

  /** Takes the stream that came back, which is to be closed where the call is cancelled. */
  void opened(HttpEventStream<?, ?> opened) {
    stream = opened;
    if (isCancelled()) {
      opened.close();
    }
  }

  void failed() {
    attempts++;
  }

  /** Takes what is to be done, at once, where the call ends before its turn has come. */
  void waitForTurn(Runnable givingUp) {
    waiting = givingUp;
    if (isCancelled()) {
      giveUp();
    }
  }

  void turnHasCome() {
    if (isCancelled()) {
      giveUp(); // The thread that cancels may not have come so far.
    } else {
      waiting = null;
    }
  }

  private synchronized void giveUp() {
    Runnable givingUp = waiting;
    waiting = null;
    if (givingUp != null) {
      givingUp.run();
    }
  }

  /** Ends the call, from any thread. The one that waits for it gets an exception. */
  void cancel() {
    cancelled.countDown();
    giveUp();
    Call<?> call = attempt;
    if (call != null) {
      call.cancel();
    }
    HttpEventStream<?, ?> opened = stream;
    if (opened != null) {
      opened.close();
    }
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  CountDownLatch cancelled() {
    return cancelled;
  }
}
