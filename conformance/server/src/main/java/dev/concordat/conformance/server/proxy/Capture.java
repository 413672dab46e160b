package dev.concordat.conformance.server.proxy;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** What is held of an exchange to be recorded: both bodies, or nothing where they are too long. */
final class Capture {
  private final Budget budget;
  private ByteArrayOutputStream request = new ByteArrayOutputStream();
  private ByteArrayOutputStream answer = new ByteArrayOutputStream();
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

  /** The request's body as far as it was sent. */
  byte[] request() {
    return request.toByteArray();
  }

  /** The answer's body as far as it came. */
  byte[] answer() {
    return answer.toByteArray();
  }

  /** Whether so many bytes more of the answer can be held. */
  boolean hasRoom(int count) {
    return lost == null && answer.size() + count <= budget.ofBody() && budget.has(count);
  }

  /** Hands over the request's body; its memory is given back by {@link #release}. */
  byte[] takeRequest() {
    byte[] body = request.toByteArray();
    request = new ByteArrayOutputStream(0);
    return body;
  }

  /** Hands over the answer's body; its memory is given back by {@link #release}. */
  byte[] takeAnswer() {
    byte[] body = answer.toByteArray();
    answer = new ByteArrayOutputStream(0);
    return body;
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
    request = new ByteArrayOutputStream(0);
    answer = new ByteArrayOutputStream(0);
  }

  private void add(ByteArrayOutputStream body, byte[] bytes, String name) {
    if (lost != null) {
      return;
    }
    if (body.size() + bytes.length > budget.ofBody()) {
      lose("the %s is longer than is recorded (%d bytes)".formatted(name, budget.ofBody()));
    } else if (!budget.take(bytes.length)) {
      lose("more passes at once than can be held in memory");
    } else {
      held += bytes.length;
      body.writeBytes(bytes);
    }
  }
}
