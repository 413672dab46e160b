package dev.concordat.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server on the loopback, of bare sockets, so that it can be as ill-behaved as a test
 * needs. A connection serves one request, unless it is kept.
 */
public final class LocalServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger served = new AtomicInteger();
  private final List<Answer> answers;
  private final boolean keeping;
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread accepting = new Thread(this::serve, "local-server");

  /** A request as it came; header names in lower case. */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  /** Writes the answer to a request, head and all. */
  public interface Answer {
    void write(Request request, OutputStream out) throws Exception;
  }

  /** Thrown by an answer, resets the connection: the caller loses what it has not yet read. */
  static final class Reset extends Exception {
    private static final long serialVersionUID = 1;
  }

  private LocalServer(List<Answer> answers, boolean keeping) throws IOException {
    this.answers = answers;
    this.keeping = keeping;
    this.socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
  }

  /** Answers the first request with the first answer, and so on; the last one stays. */
  public static LocalServer answering(Answer... answers) {
    return start(false, answers);
  }

  /** The same over connections that serve one request after the other. */
  public static LocalServer keeping(Answer... answers) {
    return start(true, answers);
  }

  private static LocalServer start(boolean keeping, Answer... answers) {
    try {
      LocalServer server = new LocalServer(List.of(answers), keeping);
      server.accepting.setDaemon(true);
      server.accepting.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port where nobody listens, and nobody else can before it is closed. */
  public static Socket refusing() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A whole answer. A header is {@code Name: value}. */
  public static Answer status(int status, String body, String... headers) {
    return (request, out) -> write(out, head(status, headers) + body);
  }

  /** A whole answer that leaves the connection open. */
  public static Answer kept(String body) {
    return kept(body, "Content-Type: application/json");
  }

  /** The same of any type. */
  public static Answer kept(String body, String type) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return (request, out) ->
        write(
            out,
            "HTTP/1.1 200 OK\r\n" + type + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  /** Tears the connection down without a byte. */
  public static Answer closing() {
    return (request, out) -> out.close();
  }

  public static Answer json(String body) {
    return status(200, body, "Content-Type: application/json");
  }

  /** A stream of these bytes, and then the end of the connection. */
  public static Answer events(String body) {
    return status(200, body, "Content-Type: text/event-stream");
  }

  /** A status line and headers of an answer that goes on until the connection ends. */
  public static String head(int status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  public static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  public List<Request> requests() {
    return requests;
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  /** How many of them neither side has closed. */
  public long openConnections() {
    return open.stream().filter(connection -> !connection.isClosed()).count();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        open.add(connection);
        Thread thread = new Thread(() -> serve(connection), "local-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
      Request request = read(in);
      while (request != null) {
        requests.add(request);
        int index = Math.min(served.getAndIncrement(), answers.size() - 1);
        try {
          answers.get(index).write(request, connection.getOutputStream());
        } catch (Reset reset) {
          connection.setSoLinger(true, 0);
          return;
        }
        request = keeping && !connection.isClosed() ? read(in) : null;
      }
    } catch (Exception e) {
      // The client went away, or the test tore the connection.
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    List<String> words = List.of(first.split(" ", -1));
    return new Request(words.get(0), words.get(1), headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** When it returns nobody listens: the system listens on for as long as a thread accepts. */
  @Override
  public void close() {
    try {
      socket.close();
      accepting.join(TimeUnit.MINUTES.toMillis(5));
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
