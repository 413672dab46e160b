package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.server.http.ListenException;
import dev.concordat.conformance.server.http.TargetConnection;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server that callers of a proxy see. It adds nothing of its own to an answer. */
final class ProxyServer implements Closeable {
  private static final int MAX_HEADERS = 64 << 10;
  // Callers come in bursts; one that is turned away waits a second before it tries again.
  private static final int ACCEPT_QUEUE = 1024;

  private final Server server;
  private final ServerConnector connector;
  private final String url;

  private ProxyServer(Server server, ServerConnector connector, String url) {
    this.server = server;
    this.connector = connector;
    this.url = url;
  }

  /**
   * Starts it.
   *
   * @param port the port, 0 for a free one
   * @param timeout how long a provider may be silent; a caller may be a little longer
   * @param refused is run for each request that is none, and that no handler sees
   * @throws IOException where the address cannot be listened on; the message says so
   */
  static ProxyServer start(
      String host,
      int port,
      Duration timeout,
      QueuedThreadPool threads,
      Runnable refused,
      Handler handler)
      throws IOException {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(MAX_HEADERS);
    configuration.setResponseHeaderSize(MAX_HEADERS);
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, TargetConnection.factory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    // So that the provider's silence is noticed before the caller's, who has to wait for it.
    connector.setIdleTimeout(timeout.plusMinutes(1).toMillis());
    server.addConnector(connector);
    server.setHandler(new Seen(handler));
    server.setRequestLog(
        (request, response) -> {
          if (request.getAttribute(Seen.NAME) == null) {
            refused.run();
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new ListenException(host, port, e);
    }
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return new ProxyServer(
        server, connector, "http://%s:%d".formatted(shown, connector.getLocalPort()));
  }

  /** Marks what reaches a handler. */
  private static final class Seen extends Handler.Wrapper {
    static final String NAME = Seen.class.getName();

    Seen(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      request.setAttribute(NAME, true);
      return super.handle(request, response, callback);
    }
  }

  String url() {
    return url;
  }

  /** Takes no more connections; those that are there stay. */
  void stopListening() {
    connector.close();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server could not be stopped", e);
    }
  }
}
