package dev.concordat.conformance.server.emulator;

import org.jspecify.annotations.Nullable;

/** One event of a stream is no JSON; any other body is none as a whole. */
record MalformedChunkFault(@Nullable Integer after) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    Pieces left = reply.beginning(after);
    if (!reply.isStream()) {
      return reply.withPieces(left);
    }
    byte[] broken = Reply.event("{\"id\": \"broken\", \"choices\": [{\"index\": 0, ");
    return reply.withPieces(left.and(broken).and(reply.pieces().behind(left.count())));
  }
}
