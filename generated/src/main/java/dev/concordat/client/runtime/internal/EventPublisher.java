package dev.concordat.client.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.concordat.client.runtime.EventStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands chunks on as they are asked for. The call is made once the first is; while none is asked
 * for, no thread waits and no more than one chunk is held.
 */
final class EventPublisher<C> implements Flow.Publisher<C> {
  private final Supplier<CallContext> contexts;
  private final Function<CallContext, ? extends EventStream<C, ?>> opening;
  private final Executor executor;

  EventPublisher(
      Supplier<CallContext> contexts,
      Function<CallContext, ? extends EventStream<C, ?>> opening,
      Executor executor) {
    this.contexts = contexts;
    this.opening = opening;
    this.executor = executor;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super C> subscriber) {
    requireNonNull(subscriber, "subscriber");
    subscriber.onSubscribe(new Reading(subscriber, contexts.get()));
  }

  private final class Reading implements Flow.Subscription, Runnable {
    private final Flow.Subscriber<? super C> subscriber;
    private final CallContext context;
    private final AtomicLong demand = new AtomicLong();
    // How often something has happened that the thread that runs has not looked at.
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean over;
    private volatile @Nullable IllegalArgumentException misuse;
    // Used by the one thread that runs.
    private @Nullable EventStream<C, ?> stream;

    Reading(Flow.Subscriber<? super C> subscriber, CallContext context) {
      this.subscriber = subscriber;
      this.context = context;
    }

    @Override
    public void request(long chunks) {
      if (chunks <= 0) {
        misuse = new IllegalArgumentException("asked for " + chunks + " chunks");
      } else {
        demand.accumulateAndGet(chunks, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      go();
    }

    @Override
    public void cancel() {
      over = true;
      context.cancel(); // So that a thread that waits for a chunk gives up.
      go(); // Closes what that thread left.
    }

    private void go() {
      if (work.getAndIncrement() == 0) {
        executor.execute(this);
      }
    }

    @Override
    public void run() {
      int seen = work.get();
      do {
        if (over) {
          close();
        } else {
          deliver();
        }
        seen = work.addAndGet(-seen);
      } while (seen != 0);
    }

    // Until there is no demand; then as far as the next chunk, so that an end is told at once.
    private void deliver() {
      try {
        while (!over) {
          if (misuse != null) {
            throw misuse;
          }
          if (stream == null) {
            stream = opening.apply(context);
          }
          if (!stream.hasNext()) {
            over = true;
            close();
            subscriber.onComplete();
          } else if (demand.get() == 0) {
            return;
          } else {
            C chunk = stream.next();
            demand.decrementAndGet();
            subscriber.onNext(chunk);
          }
        }
      } catch (Throwable failure) {
        boolean told = over;
        over = true;
        close();
        if (!told) {
          subscriber.onError(failure);
        }
      }
      close();
    }

    private void close() {
      EventStream<C, ?> opened = stream;
      stream = null;
      if (opened != null) {
        opened.close();
      }
    }
  }
}
