package dev.concordat.conformance.server.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP by hand. */
final class Http implements Closeable {
  final Socket socket;
  final InputStream in;
  String head = "";
  byte[] body = new byte[0];

  Http(String url) throws IOException {
    URI uri = URI.create(url);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(300_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** One request and its answer. */
  static Http exchange(String url, String request) throws IOException {
    try (Http http = new Http(url)) {
      http.send(request);
      http.read(request.startsWith("HEAD"));
      return http;
    }
  }

  static String post(String path, String body, String... headers) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(
            path,
            body.getBytes(StandardCharsets.UTF_8).length,
            headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n",
            body);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void read(boolean isHead) throws IOException {
    head = head(in);
    boolean hasNone = isHead || head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304");
    body = hasNone ? new byte[0] : body(head, in, true);
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The next bytes that are there, of a chunked body with what frames them. */
  String some() throws IOException {
    byte[] buffer = new byte[65536];
    int count = in.read(buffer);
    return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the head ends at: " + head.toString(StandardCharsets.ISO_8859_1));
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  static String header(String head, String name) {
    Matcher matcher =
        Pattern.compile("\r\n" + Pattern.quote(name) + ": *([^\r\n]*)", Pattern.CASE_INSENSITIVE)
            .matcher(head);
    return matcher.find() ? matcher.group(1) : null;
  }

  static byte[] body(String head, InputStream in, boolean isAnswer) throws IOException {
    String coding = header(head, "Transfer-Encoding");
    if (coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked")) {
      return chunked(in);
    }
    String length = header(head, "Content-Length");
    if (length == null) {
      return isAnswer ? in.readAllBytes() : new byte[0];
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length < Integer.parseInt(length)) {
      throw new EOFException("the body is cut");
    }
    return body;
  }

  /** The length of a chunked body that repeats a text. */
  static long countChunked(InputStream in, BoundedMemoryTests.Repeated expected) throws Exception {
    long count = 0;
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
      expected.take(in, size);
      line(in);
      if (size == 0) {
        return count;
      }
      count += size;
    }
  }

  private static byte[] chunked(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size16 = line(in).split(";", 2)[0].strip();
      if (!size16.matches("[0-9a-fA-F]{1,8}")) {
        throw new ProtocolException("no chunk begins with " + size16);
      }
      int size = Integer.parseInt(size16, 16);
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("a chunk is cut");
      }
      body.writeBytes(chunk);
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new EOFException("the chunks are cut");
      }
      line.append((char) next);
    }
    return line.toString();
  }
}
