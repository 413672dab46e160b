package dev.concordat.conformance.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The calls that an interceptor saw. */
final class Calls {
  private final List<JudgedExchange> judged = new ArrayList<>();
  private int open;

  /** Takes that an answer began; what takes the judgement when it ended. */
  synchronized Consumer<JudgedExchange> opened() {
    open++;
    return this::ended;
  }

  private synchronized void ended(JudgedExchange call) {
    open--;
    judged.add(call);
  }

  synchronized List<JudgedExchange> judged() {
    return List.copyOf(judged);
  }

  synchronized void assertConform() {
    List<JudgedExchange> rejected = judged.stream().filter(call -> !call.isAccepted()).toList();
    if (!rejected.isEmpty()) {
      String failures = rejected.stream().map(FindingsText::of).collect(Collectors.joining("\n\n"));
      throw new AssertionError(
          rejected.size() == 1
              ? failures
              : "%d of %d calls fail\n\n%s".formatted(rejected.size(), judged.size(), failures));
    }
    if (open > 0) {
      throw new AssertionError(
          "expected all answers to be read to their end or closed; %d not yet, so not judged"
              .formatted(open));
    }
    if (judged.isEmpty()) {
      throw new AssertionError(
          "expected calls; there were none. Is the interceptor added to the client?");
    }
  }
}
