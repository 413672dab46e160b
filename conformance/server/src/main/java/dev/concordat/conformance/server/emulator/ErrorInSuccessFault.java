package dev.concordat.conformance.server.emulator;

/** An error under the status 200, whatever the request asked for. */
record ErrorInSuccessFault() implements Fault {
  @Override
  public Reply apply(Reply reply, Scene scene) {
    return Reply.whole(200, ErrorForm.MEDIA_TYPE, scene.errors().body("internal"));
  }
}
