package dev.concordat.conformance.server.emulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of a stream is no JSON; any other body is none as a whole. */
record MalformedChunkFault(@Nullable Integer after) implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    List<byte[]> left = reply.beginning(after);
    List<byte[]> pieces = new ArrayList<>(left);
    if (reply.isStream()) {
      pieces.add(Reply.event("{\"id\": \"broken\", \"choices\": [{\"index\": 0, "));
      pieces.addAll(reply.pieces().subList(left.size(), reply.pieces().size()));
    }
    return reply.withPieces(pieces);
  }
}
