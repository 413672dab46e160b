package dev.concordat.conformance.server.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Forwards an answer as it comes: more is read when what came before has been written, so that a
 * slow caller holds the provider back. The end, which is what tells a caller that the answer is
 * whole, is held back until the exchange is recorded.
 */
abstract class AnswerPump extends IteratingCallback {
  // Of what has come already, so many bytes are written at once, or a piece more.
  private static final int MOST = 1 << 16;

  private final Content.Source provider;
  private final Response caller;
  private final Witness witness;
  private long left;
  private boolean headSent;
  private boolean ended;
  private boolean endSeen;
  private boolean endSent;
  private volatile boolean isRecorded;
  private final ByteArrayOutputStream come = new ByteArrayOutputStream();
  private ByteBuffer end = BufferUtil.EMPTY_BUFFER;
  private @Nullable Throwable providerFailure;

  /**
   * A pump.
   *
   * @param length how long the body is, 0 where there is none, -1 where its own end tells
   */
  AnswerPump(Content.Source provider, Response caller, Witness witness, long length) {
    this.provider = provider;
    this.caller = caller;
    this.witness = witness;
    this.left = length;
    // A head without a body is its own end.
    this.headSent = length == 0;
  }

  /** What the provider's side failed with, or null where it did not. */
  final @Nullable Throwable providerFailure() {
    return providerFailure;
  }

  /** The whole answer has come; {@link #recorded} lets its end go. */
  abstract void whole();

  /** Lets the end of the answer go to the caller. */
  final void recorded() {
    isRecorded = true;
    iterate();
  }

  @Override
  protected Action process() throws Throwable {
    if (!headSent) {
      headSent = true;
      caller.write(false, BufferUtil.EMPTY_BUFFER, this);
      return Action.SCHEDULED;
    }
    read();
    if (come.size() > 0) {
      ByteBuffer bytes = ByteBuffer.wrap(come.toByteArray());
      come.reset();
      caller.write(false, bytes, this);
      return Action.SCHEDULED;
    }
    if (providerFailure != null) {
      throw providerFailure;
    }
    if (!ended) {
      provider.demand(this::iterate);
      return Action.IDLE;
    }
    if (!endSeen) {
      endSeen = true;
      whole();
    }
    if (!isRecorded) {
      return Action.IDLE;
    }
    if (!endSent) {
      endSent = true;
      caller.write(true, end, this);
      return Action.SCHEDULED;
    }
    return Action.SUCCEEDED;
  }

  // All that is there, which is written in one go.
  private void read() {
    while (!ended && providerFailure == null && come.size() < MOST) {
      Content.Chunk chunk = provider.read();
      if (chunk == null) {
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        providerFailure = chunk.getFailure();
        return;
      }
      ended = chunk.isLast();
      byte[] bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      chunk.release();
      if (bytes.length > 0) {
        came(bytes);
      }
    }
  }

  private void came(byte[] bytes) {
    witness.answered(bytes);
    left -= left < 0 ? 0 : bytes.length;
    if (ended || left == 0) {
      end = ByteBuffer.wrap(bytes);
    } else {
      come.writeBytes(bytes);
    }
  }
}
