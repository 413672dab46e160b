package dev.concordat.conformance.server.proxy;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server that requests are forwarded to. Its certificate is verified; redirects are the
 * caller's to follow, and nothing is decoded.
 */
final class Upstream implements Closeable {
  private static final int MAX_HEADERS = 64 << 10;

  private final URI url;
  private final Duration timeout;
  private final HttpClient client;
  private final KeptConnections connections;

  private Upstream(URI url, Duration timeout, HttpClient client, KeptConnections connections) {
    this.url = url;
    this.timeout = timeout;
    this.client = client;
    this.connections = connections;
  }

  /**
   * A client of a server.
   *
   * @param url scheme, host, and what its paths begin with
   * @param timeout how long the server may be silent
   * @throws IllegalArgumentException where the URL is none that can be forwarded to
   */
  static Upstream start(URI url, Duration connect, Duration timeout, QueuedThreadPool threads) {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
    HttpClient client = new HttpClient(transport);
    KeptConnections connections = new KeptConnections(client);
    transport.setConnectionPoolFactory(connections::pool);
    client.setExecutor(threads);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setConnectTimeout(connect.toMillis());
    client.setAddressResolutionTimeout(connect.toMillis());
    client.setIdleTimeout(timeout.toMillis());
    client.setMaxRequestHeadersSize(MAX_HEADERS);
    client.setRequestBufferSize(MAX_HEADERS);
    client.setMaxResponseHeadersSize(MAX_HEADERS);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the client could not be started", e);
    }
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new InterimHandler());
    return new Upstream(url, timeout, client, connections);
  }

  /** The host, and the port if it is not the scheme's. */
  String authority() {
    return url.getRawAuthority();
  }

  /** Scheme and authority. */
  String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /** The path and query for a request to the proxy. */
  String target(String pathQuery) {
    return base() + pathQuery;
  }

  /** Whether these can be sent; two slashes at the beginning would be read as a host. */
  boolean takes(String pathQuery) {
    return !target(pathQuery).startsWith("//");
  }

  private String base() {
    return url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
  }

  /** A request, to be sent with these headers and no others. */
  Request request(String method, String target, HttpFields headers) {
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    String host = url.getHost();
    Request request =
        client
            .newRequest(host, port)
            .scheme(url.getScheme())
            .method(method)
            .path(target)
            .headers(fields -> fields.clear().add(headers))
            .followRedirects(false)
            .idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    connections.watch(request);
    return request;
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client could not be stopped", e);
    }
  }
}
