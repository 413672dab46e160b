package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.ReplyPieces;
import org.jspecify.annotations.Nullable;

/** One event of a stream is no JSON; any other body is none as a whole. */
@AutoService(Fault.class)
public final class MalformedChunkFault implements Fault {
  @Override
  public String name() {
    return "malformed-chunk";
  }

  @Override
  public String value() {
    return "[=EVENTS]";
  }

  @Override
  public Effect effect(@Nullable Integer after) {
    return (reply, scene) -> {
      ReplyPieces left = reply.beginning(after);
      if (!reply.isStream()) {
        return reply.withPieces(left);
      }
      byte[] broken = Reply.event("{\"id\": \"broken\", \"choices\": [{\"index\": 0, ");
      return reply.withPieces(left.and(broken).and(reply.pieces().behind(left.count())));
    };
  }
}
