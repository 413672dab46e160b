package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server itself finds wrong, such as a request that is no HTTP, without a page for it. */
final class PlainErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorForm.MEDIA_TYPE);
    response.write(true, body(code), callback);
  }

  private static ByteBuffer body(int status) {
    ErrorForm form = ErrorForm.unknownProvider();
    String kind = status >= 500 ? "internal" : "invalid-request";
    return ByteBuffer.wrap(form.body(kind).getBytes(StandardCharsets.UTF_8));
  }
}
