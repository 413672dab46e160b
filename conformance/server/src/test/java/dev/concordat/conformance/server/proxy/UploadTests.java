package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class UploadTests {
  private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Callback> ending = new LinkedBlockingQueue<>();

  /** What happens where the proxy is stopped while an exchange ends. */
  @Test
  void aFailureThatComesAfterTheEndOfAnExchangeFindsItsRequestGone() throws Exception {
    try (ProxyServer server = server();
        Http caller = new Http(server.url())) {
      caller.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nbegin");
      Request request = received.take();
      Upload upload = new Upload(request, witness(), failure -> {});
      assertThat(upload.read().getByteBuffer().remaining()).isEqualTo(5);

      upload.over();
      ending.take().succeeded();
      caller.read(false);
      assertThat(caller.status()).isEqualTo(200);
      // The server lets go of a request behind the last byte of its response, and before the next.
      caller.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(received.take()).isNotSameAs(request);

      IOException late = new IOException("the proxy was stopped");
      assertThatNullPointerException().isThrownBy(() -> request.fail(late));
      assertThatNoException().isThrownBy(() -> upload.fail(late));
      assertThat(upload.read()).isEqualTo(Content.Chunk.EOF);
      CountDownLatch demanded = new CountDownLatch(1);
      upload.demand(demanded::countDown);
      assertThat(demanded.getCount()).isZero();
    }
  }

  @Test
  void aBodyThatDidNotEndInTimeHasNoEnd() throws Exception {
    try (ProxyServer server = server();
        Http caller = new Http(server.url())) {
      caller.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nbegin");
      Upload upload = new Upload(received.take(), witness(), failure -> {});
      assertThat(upload.read().getByteBuffer().remaining()).isEqualTo(5);

      upload.over();
      ending.take().succeeded();

      assertThat(Content.Chunk.isFailure(upload.read())).isTrue();
    }
  }

  private ProxyServer server() throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setDaemon(true);
    return ProxyServer.start("127.0.0.1", 0, Duration.ofMinutes(5), threads, () -> {}, handler());
  }

  private Handler handler() {
    return new Handler.Abstract.NonBlocking() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        received.add(request);
        ending.add(callback);
        return true;
      }
    };
  }

  private static Witness witness() {
    return new Witness(
        new Judge(Contracts.shipped(), "intern"),
        "intern",
        "POST",
        "http://127.0.0.1/x",
        Headers.of(),
        new Capture(new Budget(1 << 30, 8)));
  }
}
