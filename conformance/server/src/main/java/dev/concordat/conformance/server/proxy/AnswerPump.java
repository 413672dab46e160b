package dev.concordat.conformance.server.proxy;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Forwards an answer piece by piece: one is read when the one before has been written, so that a
 * slow caller holds the provider back. A piece is judged when it is on its way.
 */
abstract class AnswerPump extends IteratingCallback {
  private final Content.Source provider;
  private final Response caller;
  private final Witness witness;
  private boolean headSent;
  private boolean ended;
  private boolean endSent;
  private Content.@Nullable Chunk held;
  private @Nullable Throwable providerFailure;

  AnswerPump(Content.Source provider, Response caller, Witness witness) {
    this.provider = provider;
    this.caller = caller;
    this.witness = witness;
  }

  /** What the provider's side failed with, or null where it did not. */
  @Nullable Throwable providerFailure() {
    return providerFailure;
  }

  @Override
  protected Action process() throws Throwable {
    if (!headSent) {
      headSent = true;
      caller.write(false, BufferUtil.EMPTY_BUFFER, this);
      return Action.SCHEDULED;
    }
    while (!ended) {
      Content.Chunk chunk = provider.read();
      if (chunk == null) {
        provider.demand(this::iterate);
        return Action.IDLE;
      }
      if (Content.Chunk.isFailure(chunk)) {
        providerFailure = chunk.getFailure();
        throw chunk.getFailure();
      }
      ended = chunk.isLast();
      if (chunk.hasRemaining()) {
        forward(chunk);
        return Action.SCHEDULED;
      }
      chunk.release();
    }
    if (!endSent) {
      endSent = true;
      caller.write(true, BufferUtil.EMPTY_BUFFER, this);
      return Action.SCHEDULED;
    }
    return Action.SUCCEEDED;
  }

  private void forward(Content.Chunk chunk) {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.getByteBuffer().slice().get(bytes);
    held = chunk;
    caller.write(false, chunk.getByteBuffer(), this);
    witness.answered(bytes);
  }

  @Override
  protected void onSuccess() {
    release();
  }

  /** Gives back the piece that is being written. */
  final void release() {
    Content.Chunk chunk = held;
    held = null;
    if (chunk != null) {
      chunk.release();
    }
  }
}
