package dev.concordat.conformance.server.proxy;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server of which every byte is in the test's hand. */
final class RawServer implements Closeable {
  private final ServerSocket listening;
  private final Thread accepting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** The heads of the requests that came. */
  final List<String> heads = new CopyOnWriteArrayList<>();

  /** The bodies of the requests that came. */
  final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  /** What a connection does, when the first request on it has been read. */
  interface Script {
    void run(Connection connection) throws Exception;
  }

  RawServer(Script script) throws IOException {
    this(script, true);
  }

  RawServer(Script script, boolean readsRequest) throws IOException {
    listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    accepting =
        daemon(
            () -> {
              while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                daemon(
                    () -> {
                      Connection connection = new Connection(socket);
                      try (socket) {
                        if (readsRequest) {
                          connection.readRequest();
                        }
                        script.run(connection);
                      }
                    });
              }
            });
  }

  /** A script that does this for each request on a connection, until the other side closes it. */
  static Script kept(Script each) {
    return connection -> {
      while (true) {
        each.run(connection);
        connection.readRequest();
      }
    };
  }

  private interface Body {
    void run() throws Exception;
  }

  private static Thread daemon(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Exception e) {
                // The connection is closed.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** When it returns nobody listens: the system listens on for as long as a thread accepts. */
  @Override
  public void close() throws IOException {
    listening.close();
    try {
      accepting.join(TimeUnit.MINUTES.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** A connection. */
  final class Connection {
    final Socket socket;
    final InputStream in;
    final OutputStream out;

    /** What the request says in X-Number. */
    int number;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
    }

    void readRequest() throws IOException {
      String head = Http.head(in);
      heads.add(head);
      String numbered = Http.header(head, "X-Number");
      number = numbered == null ? 0 : Integer.parseInt(numbered);
      bodies.add(Http.body(head, in, false));
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes(
          (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
      chunk.writeBytes(bytes);
      chunk.writeBytes(new byte[] {'\r', '\n'});
      send(chunk.toByteArray());
    }

    /** Waits until the other side closes; whether it did so and sent nothing before. */
    boolean isClosed() throws IOException {
      socket.setSoTimeout(300_000);
      try {
        return in.read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }
}
