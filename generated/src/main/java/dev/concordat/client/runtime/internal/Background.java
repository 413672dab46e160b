package dev.concordat.client.runtime.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where calls run that nobody waits for: virtual threads where Java has them (21), else threads of
 * a pool without a limit. None of them holds the JVM, and an idle one is gone after a second.
 */
public final class Background {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Shared by all clients that have no executor of their own. */
  public static final Executor EXECUTOR = create();

  private Background() {}

  private static Executor create() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException olderJava) {
      return new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "concordat-call-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
