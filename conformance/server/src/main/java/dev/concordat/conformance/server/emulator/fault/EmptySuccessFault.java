package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.language.ErrorHeaders;
import org.jspecify.annotations.Nullable;

/** No body under the status 200; the error is in the headers, if there are any for it. */
@AutoService(Fault.class)
public final class EmptySuccessFault implements Fault {
  @Override
  public String name() {
    return "empty-200";
  }

  @Override
  public Effect effect(@Nullable Integer none) {
    return (reply, scene) -> {
      ErrorHeaders described = headers(scene.operation());
      String code = described == null ? "X-Bce-Error-Code" : described.code();
      String message = described == null ? "X-Bce-Error-Message" : described.message();
      ErrorForm.Kind kind = scene.errors().kind("internal");
      return Reply.whole(200, null, "")
          .withHeader(code, kind.code())
          .withHeader(message, kind.message());
    };
  }

  private static @Nullable ErrorHeaders headers(@Nullable Operation operation) {
    Operation.Response response = operation == null ? null : operation.response(200);
    return response == null ? null : response.errorHeaders();
  }
}
