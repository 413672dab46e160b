package dev.concordat.conformance.server.emulator.fault;

import com.google.auto.service.AutoService;
import dev.concordat.conformance.server.emulator.reply.Reply;
import org.jspecify.annotations.Nullable;

/** The page of a gateway whose server is gone. */
@AutoService(Fault.class)
public final class GatewayPageFault implements Fault {
  private static final String PAGE =
      """
      <html>
      <head><title>502 Bad Gateway</title></head>
      <body>
      <center><h1>502 Bad Gateway</h1></center>
      <hr><center>gateway</center>
      </body>
      </html>
      """;

  @Override
  public String name() {
    return "html-502";
  }

  @Override
  public Effect effect(@Nullable Integer none) {
    return (reply, scene) -> Reply.whole(502, "text/html", PAGE);
  }
}
