package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.LiveExchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An exchange of a client, judged while its answer passes. It ends once, and whatever goes wrong in
 * judging is a finding: the call is not to suffer from being watched.
 */
final class LiveCall {
  private final Exchange exchange;
  private final Tolerance tolerance;
  private final Consumer<JudgedExchange> listener;
  private final Recording recording;
  private @Nullable LiveExchange live;
  private @Nullable RuntimeException failure;
  private boolean ended;

  LiveCall(
      Judge judge,
      Exchange.Request request,
      Exchange.Response head,
      Tolerance tolerance,
      Recording recording,
      Consumer<JudgedExchange> listener) {
    this.exchange = new Exchange(request, head);
    this.tolerance = tolerance;
    this.listener = listener;
    this.recording = recording;
    try {
      this.live = judge.begin(request, head);
    } catch (RuntimeException e) {
      this.failure = e;
    }
  }

  /** Takes the next bytes of the answer's body. */
  void body(byte[] bytes) {
    recording.body(bytes);
    if (live != null && failure == null && !ended) {
      try {
        live.body(bytes, 0, bytes.length);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  /** Takes the end of the answer. */
  void end() {
    end(null);
  }

  /** Takes that the answer broke off, and why; {@link Exchange#ABANDONED} where it was closed. */
  void broken(String reason) {
    end(reason);
  }

  boolean hasEnded() {
    return ended;
  }

  private void end(@Nullable String broken) {
    if (ended) {
      return;
    }
    ended = true;
    JudgedExchange judged = JudgedExchange.live(exchange, judgement(broken), tolerance);
    recording.end(judged, broken);
    listener.accept(judged);
  }

  /** Who keeps the answer while it passes. */
  interface Recording {
    /** Nobody. */
    Recording NONE =
        new Recording() {
          @Override
          public void body(byte[] bytes) {}

          @Override
          public void end(JudgedExchange exchange, @Nullable String broken) {}
        };

    /** Takes the next bytes of the answer's body. */
    void body(byte[] bytes);

    /**
     * Takes the end of the answer.
     *
     * @param broken why the answer broke off, or null where it is whole
     */
    void end(JudgedExchange exchange, @Nullable String broken);
  }

  private Judgement judgement(@Nullable String broken) {
    if (live != null && failure == null) {
      try {
        return broken == null ? live.end() : live.broken(broken);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    return new Judgement(
        null,
        null,
        List.of(
            Finding.unchecked(
                "judge.failed",
                "exchange",
                ReportMask.line("the exchange could not be judged: " + failure))));
  }
}
