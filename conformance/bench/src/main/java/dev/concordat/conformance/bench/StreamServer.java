package dev.concordat.conformance.bench;

import static java.util.Objects.requireNonNull;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers each request on a kept connection with the next of some streams. Of bare sockets, so as
 * to cost as little as it can beside what is measured.
 */
final class StreamServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final List<byte[]> responses;

  StreamServer() throws IOException {
    responses =
        Workload.STREAMS.exchanges().stream()
            .map(Exchange::response)
            .map(response -> response == null ? null : response.body())
            .map(StreamServer::response)
            .toList();
    Thread thread = new Thread(this::accept, "stream-server");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  /** How many different streams there are. */
  int streams() {
    return responses.size();
  }

  private static byte[] response(@Nullable Body body) {
    byte[] bytes = requireNonNull(body).bytes();
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
                + bytes.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    return whole;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> serve(connection), "stream-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (int i = 0; skipRequest(in); i++) {
        out.write(responses.get(i % responses.size()));
        out.flush();
      }
    } catch (IOException gone) {
      // The client has closed the connection.
    }
  }

  private static boolean skipRequest(InputStream in) throws IOException {
    int length = 0;
    String line = line(in);
    if (line == null) {
      return false;
    }
    while (line != null && !line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      line = line(in);
    }
    in.skipNBytes(length);
    return true;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
