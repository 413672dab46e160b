package dev.concordat.conformance.server.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

/** A connection that keeps the target of a request as it stands in the request's first line. */
public final class TargetConnection extends HttpConnection {
  private volatile String target = "";

  private TargetConnection(
      HttpConfiguration configuration, Connector connector, EndPoint endpoint) {
    super(configuration, connector, endpoint);
  }

  /** What makes such connections. */
  public static HttpConnectionFactory factory(HttpConfiguration configuration) {
    return new HttpConnectionFactory(configuration) {
      @Override
      public Connection newConnection(Connector connector, EndPoint endpoint) {
        return configure(
            new TargetConnection(getHttpConfiguration(), connector, endpoint), connector, endpoint);
      }
    };
  }

  /** The target of a request that came on such a connection, byte for byte. */
  public static String target(Request request) {
    return ((TargetConnection) request.getConnectionMetaData().getConnection()).target;
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    target = uri == null ? "" : uri;
    return super.newHttpStream(method, uri, version);
  }
}
