package dev.concordat.conformance.rule;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges an exchange while its answer passes: a described stream event by event, so that no more
 * than one event and the sum is held; any other body once it is whole. For one thread at a time.
 */
public final class LiveExchange {
  /** The most bytes of a body that has to be whole; a longer one is not judged. */
  private static final int MAX_BODY = ContentDecoding.MAX_BODY;

  private final Judge judge;
  private final Exchange.Request request;
  private final Exchange.Response head;
  private boolean isBegun;
  private @Nullable AnswerStream stream;
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private long length;
  private @Nullable Throwable failure;

  LiveExchange(Judge judge, Exchange.Request request, Exchange.Response head) {
    this.judge = judge;
    this.request = request;
    this.head = head;
  }

  /** Whether the answer is judged event by event, so that its body is not held. */
  public boolean isStreamed() {
    return stream() != null;
  }

  // Begun with the body: an answer that has none is judged as a whole, as it is in a recording.
  private @Nullable AnswerStream stream() {
    if (!isBegun) {
      isBegun = true;
      stream = isEncoded(head.headers()) ? null : judge.open(request, head);
    }
    return stream;
  }

  /** Takes the next bytes of the answer's body, as they were sent but for transfer codings. */
  public void body(byte[] bytes, int offset, int count) {
    if (count == 0) {
      return;
    }
    length += count;
    AnswerStream judged = stream();
    if (judged != null) {
      guarded(() -> judged.feed(bytes, offset, count));
    } else if (length <= MAX_BODY) {
      whole.write(bytes, offset, count);
    }
  }

  /** Takes the end of the answer; what was said of the exchange. */
  public Judgement end() {
    return end(null);
  }

  /**
   * Takes that the answer broke off, and why; what was said of the exchange as far as it went. What
   * only the whole answer shows is judged too, unless it is the caller who left, {@link
   * Exchange#ABANDONED}.
   */
  public Judgement broken(String reason) {
    return end(reason);
  }

  private Judgement end(@Nullable String broken) {
    AnswerStream judged = stream;
    if (judged == null) {
      Exchange.Response response =
          new Exchange.Response(head.status(), head.headers(), length == 0 ? null : wholeBody());
      return judge.judge(new Exchange(null, null, request, response, false, broken));
    }
    boolean isLeft = Exchange.ABANDONED.equals(broken);
    boolean isWhole = isLeft && judged.hasEnded();
    guarded(
        () -> {
          if (isLeft && !isWhole) {
            judged.leave();
          } else {
            judged.end();
          }
        });
    Judgement judgement = judged.judgement();
    if (failure instanceof SchemaEngine.EngineException e) {
      judgement = with(judgement, unchecked(e.rule(), String.valueOf(e.getMessage())));
    } else if (failure != null) {
      judgement = with(judgement, Judge.failed(failure));
    }
    return judge.masked(
        broken == null || isWhole ? judgement : broken(judgement, broken),
        new Exchange(request, head));
  }

  // After a failure nothing more is judged; what was found before stands.
  private void guarded(Runnable step) {
    if (failure != null) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError e) {
      failure = e;
    }
  }

  /** What was said of an exchange, and that it broke off. */
  static Judgement broken(Judgement judgement, String reason) {
    return with(judgement, unchecked("response.broken", "the answer broke off: " + reason));
  }

  private Body wholeBody() {
    String type = head.headers().first("Content-Type");
    return length > MAX_BODY
        ? Body.undecoded(
            type,
            "body.too-large",
            "the body is longer than %d bytes and was not judged".formatted(MAX_BODY),
            length)
        : ContentDecoding.ofBytes(type, whole.toByteArray(), head.headers());
  }

  private static boolean isEncoded(Headers headers) {
    String coding = headers.first("Content-Encoding");
    return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
  }

  private static Finding unchecked(String rule, String message) {
    return Finding.unchecked(rule, "response.body", message);
  }

  private static Judgement with(Judgement judgement, Finding finding) {
    List<Finding> findings = new ArrayList<>(judgement.findings());
    findings.add(finding);
    return new Judgement(judgement.provider(), judgement.operation(), findings);
  }
}
