package dev.concordat.conformance.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a server, which are used again where that loses nothing. A server may close
 * one while a request is on its way, and a proxy may not send most requests twice (RFC 9110,
 * 9.2.2). So one is used again only after a response whose end its head told, and a rest in which
 * nothing came: some servers close after each response and do not say so. It is kept for less than
 * servers wait. Where one is lost all the same, none is used again from then on.
 */
final class KeptConnections {
  private static final int MAX = 10_000;
  private static final long REST_MILLIS = 10;
  private static final long IDLE_MILLIS = 2_000;

  private final HttpClient client;
  private final Set<Connection> framed = ConcurrentHashMap.newKeySet();

  /** Those that were released, and how many bytes had been read from each by then. */
  private final Map<Connection, Long> kept = new ConcurrentHashMap<>();

  private volatile boolean isKeeping = true;

  KeptConnections(HttpClient client) {
    this.client = client;
  }

  /** Learns from what comes of a request that is sent over one of them. */
  void watch(Request request) {
    request.onResponseHeaders(
        response -> {
          if (isFramed(request, response)) {
            framed.add(request.getConnection());
          }
        });
    request.onResponseFailure(
        (response, failure) -> {
          Connection connection = request.getConnection();
          if (failure instanceof IOException
              && response.getStatus() == 0
              && connection != null
              && kept.containsKey(connection)) {
            isKeeping = false;
          }
        });
  }

  // Of what follows another response, or one in doubt, it cannot be told whether it is the next.
  private static boolean isFramed(Request request, Response response) {
    int status = response.getStatus();
    return HttpStatus.isSuccess(status)
        && status != HttpStatus.NO_CONTENT_204
        && response.getVersion() == HttpVersion.HTTP_1_1
        && !HttpMethod.HEAD.is(request.getMethod())
        && response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
            != response.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /** The pool that keeps them. */
  ConnectionPool pool(Destination destination) {
    return new Pool(destination);
  }

  private final class Pool extends DuplexConnectionPool {
    Pool(Destination destination) {
      super(destination, MAX);
    }

    @Override
    public boolean release(Connection connection) {
      if (!framed.remove(connection) || !isKeeping) {
        return false;
      }
      kept.put(connection, http(connection).getBytesIn());
      http(connection).getEndPoint().setIdleTimeout(IDLE_MILLIS);
      client.getScheduler().schedule(() -> rested(connection), REST_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    }

    private void rested(Connection connection) {
      if (super.release(connection)) {
        proceed();
      } else {
        connection.close();
      }
    }

    @Override
    protected @Nullable Connection activate() {
      Connection connection = super.activate();
      while (connection != null && !isUsable(connection)) {
        connection.close();
        connection = super.activate();
      }
      return connection;
    }

    // There is none where the pool is closed while one is being made.
    @Override
    protected void onRemoved(@Nullable Connection connection) {
      if (connection != null) {
        framed.remove(connection);
        kept.remove(connection);
      }
    }
  }

  // Whatever came since, or can be read now, is its end, or nothing that was asked for. Jetty waits
  // to be told of either; where it does not, something came while a response ended, and it would
  // not hear of the next one.
  private boolean isUsable(Connection connection) {
    Long read = kept.get(connection);
    org.eclipse.jetty.io.Connection http = http(connection);
    return read == null
        || (isKeeping
            && read == http.getBytesIn()
            && http.getEndPoint().isFillInterested()
            && isSilent(connection));
  }

  private static boolean isSilent(Connection connection) {
    EndPoint endPoint = http(connection).getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    if (!(endPoint instanceof SocketChannelEndPoint socket)) {
      return false;
    }
    SocketChannel channel = socket.getChannel();
    try {
      return channel.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static org.eclipse.jetty.io.Connection http(Connection connection) {
    return (org.eclipse.jetty.io.Connection) connection;
  }
}
