package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.server.emulator.reply.Work;
import dev.concordat.conformance.server.http.CallerGuard;
import dev.concordat.conformance.server.http.Callers;
import dev.concordat.conformance.server.http.ListenException;
import dev.concordat.conformance.server.http.TargetConnection;
import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server that an emulator runs in. */
final class HttpServer {
  private static final int MAX_THREADS = 512;
  private static final int MAX_HEADERS = 64 << 10;
  // Callers come in bursts; one that is turned away waits a second before it tries again.
  private static final int ACCEPT_QUEUE = 1024;
  // Half of it is for answers under way to end, half for them to break off.
  private static final long STOP_MILLIS = 400;

  private final Server server;
  private final int port;

  private HttpServer(Server server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param port the port, 0 for a free one
   * @throws IOException where the address cannot be listened on; the message says so
   */
  static HttpServer start(String host, int port, Callers callers, Dispatcher dispatcher, Work work)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("emulator");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADERS);
    // The name of a model has a slash in it, which is encoded in a path.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "EMULATOR",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    ServerConnector connector =
        new ServerConnector(server, 1, 1, TargetConnection.factory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    server.setHandler(
        new CallerGuard(callers, host, false, () -> {}, new EmulatorHandler(dispatcher, work)));
    server.setErrorHandler(new PlainErrors());
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new ListenException(host, port, e);
    }
    return new HttpServer(server, connector.getLocalPort());
  }

  /** The port that it listens on, or listened on until it was closed. */
  int port() {
    return port;
  }

  void close() {
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
