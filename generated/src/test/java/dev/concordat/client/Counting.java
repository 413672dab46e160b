package dev.concordat.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Takes all that there is, one after the other, and counts it. */
final class Counting implements Flow.Subscriber<Object> {
  final CompletableFuture<Integer> count = new CompletableFuture<>();
  private int taken;
  private Flow.Subscription subscription;

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(Object item) {
    taken++;
    subscription.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    count.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    count.complete(taken);
  }
}
