package dev.concordat.conformance.server.emulator;

/** The page of a gateway whose server is gone. */
record GatewayPageFault() implements Fault {
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
  public Reply apply(Reply reply, Scene scene) {
    return Reply.whole(502, "text/html", PAGE);
  }
}
