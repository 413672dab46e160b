package dev.concordat.conformance.server.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held of an exchange to be recorded: both bodies, or nothing where they are too long. */
final class Capture {
  private final Budget budget;
  private Held request = new Held();
  private Held answer = new Held();
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
    return request.whole();
  }

  /** The answer's body as far as it came. */
  byte[] answer() {
    return answer.whole();
  }

  /** Whether so many bytes more of the answer can be held. */
  boolean hasRoom(int count) {
    return lost == null && answer.size + count <= budget.ofBody() && budget.has(count);
  }

  /** Hands over the request's body; its memory is given back by {@link #release}. */
  byte[] takeRequest() {
    byte[] body = request.whole();
    request = new Held();
    return body;
  }

  /** Hands over the answer's body; its memory is given back by {@link #release}. */
  byte[] takeAnswer() {
    byte[] body = answer.whole();
    answer = new Held();
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
    request = new Held();
    answer = new Held();
  }

  private void add(Held body, byte[] bytes, String name) {
    if (lost != null) {
      return;
    }
    if (body.size + bytes.length > budget.ofBody()) {
      lose("the %s is longer than is recorded (%d bytes)".formatted(name, budget.ofBody()));
    } else if (!budget.take(bytes.length)) {
      lose("more passes at once than can be held in memory");
    } else {
      held += bytes.length;
      body.add(bytes);
    }
  }

  /** A body as it grows, in blocks: one that is copied to grow is there three times meanwhile. */
  private static final class Held {
    private static final int SMALLEST = 256;
    private static final int LARGEST = 1 << 16;

    private final List<ByteBuffer> blocks = new ArrayList<>();
    private int size;

    void add(byte[] piece) {
      for (int at = 0; at < piece.length; ) {
        ByteBuffer block = block();
        int count = Math.min(block.remaining(), piece.length - at);
        block.put(piece, at, count);
        at += count;
        size += count;
      }
    }

    private ByteBuffer block() {
      ByteBuffer last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
      if (last == null || !last.hasRemaining()) {
        last = ByteBuffer.allocate(Math.min(Math.max(size / 4, SMALLEST), LARGEST));
        blocks.add(last);
      }
      return last;
    }

    byte[] whole() {
      ByteBuffer whole = ByteBuffer.allocate(size);
      blocks.forEach(block -> whole.put(block.duplicate().flip()));
      return whole.array();
    }
  }
}
