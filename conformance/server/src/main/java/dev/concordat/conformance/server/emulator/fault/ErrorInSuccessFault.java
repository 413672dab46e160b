package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Reply;
import org.jspecify.annotations.Nullable;

/** An error under the status 200, whatever the request asked for. */
@AutoService(Fault.class)
public final class ErrorInSuccessFault implements Fault {
  @Override
  public String name() {
    return "error-in-200";
  }

  @Override
  public Effect effect(@Nullable Integer none) {
    return (reply, scene) ->
        Reply.whole(200, ErrorForm.MEDIA_TYPE, scene.errors().body("internal"));
  }
}
