package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.ContentDecoding;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** What is held of an exchange to be recorded: both bodies, or nothing where they are too long. */
final class Capture {
  private final Budget budget;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private long held;
  private @Nullable String lost;

  Capture(Budget budget) {
    this.budget = budget;
  }

  void request(byte[] bytes) {
    add(request, bytes, "request");
  }

  void answer(byte[] bytes) {
    add(answer, bytes, "answer");
  }

  byte[] requestBody() {
    return request.toByteArray();
  }

  byte[] answerBody() {
    return answer.toByteArray();
  }

  /** Why nothing is held, or null where all is. */
  @Nullable String lost() {
    return lost;
  }

  /** Gives the memory back and says why; only the first reason counts. */
  void lose(String reason) {
    if (lost == null) {
      lost = reason;
      release();
    }
  }

  void release() {
    budget.giveBack(held);
    held = 0;
    request.reset();
    answer.reset();
  }

  private void add(ByteArrayOutputStream body, byte[] bytes, String name) {
    if (lost != null) {
      return;
    }
    if (body.size() + bytes.length > ContentDecoding.MAX_BODY) {
      lose(
          "the %s is longer than is recorded (%d bytes)".formatted(name, ContentDecoding.MAX_BODY));
    } else if (!budget.take(bytes.length)) {
      lose("more passes at once than can be held in memory");
    } else {
      held += bytes.length;
      body.writeBytes(bytes);
    }
  }
}
