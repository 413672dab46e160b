package dev.concordat.conformance.server.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is to be sent.
 *
 * @param headers by name, the media type among them
 * @param pieces the body in the pieces that it is sent in; of a stream, an event is a piece
 * @param isStream whether the body is an event stream
 * @param latency how long to wait before anything is sent
 * @param pause how long to wait before each piece
 * @param isCut whether the connection is broken off at the end of the pieces
 */
record Reply(
    int status,
    Map<String, String> headers,
    List<byte[]> pieces,
    boolean isStream,
    Duration latency,
    Duration pause,
    boolean isCut) {

  static Reply whole(int status, @Nullable String mediaType, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (mediaType != null) {
      headers.put("Content-Type", mediaType);
    }
    List<byte[]> pieces = body.isEmpty() ? List.of() : List.of(bytes(body));
    return new Reply(status, headers, pieces, false, Duration.ZERO, Duration.ZERO, false);
  }

  /** A stream; each piece is an event with the empty line behind it. */
  static Reply stream(List<byte[]> events) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/event-stream; charset=utf-8");
    headers.put("Cache-Control", "no-cache");
    return new Reply(200, headers, events, true, Duration.ZERO, Duration.ZERO, false);
  }

  static byte[] event(String data) {
    return bytes("data: " + data + "\n\n");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, pieces, isStream, latency, pause, isCut);
  }

  Reply withPieces(List<byte[]> other) {
    return new Reply(status, headers, List.copyOf(other), isStream, latency, pause, isCut);
  }

  Reply late(Duration by) {
    return new Reply(status, headers, pieces, isStream, latency.plus(by), pause, isCut);
  }

  /** The same body in pieces of so many bytes, with a pause before each. */
  Reply dripping(int size, Duration between) {
    List<byte[]> drops = new ArrayList<>();
    for (byte[] piece : pieces) {
      for (int at = 0; at < piece.length; at += size) {
        drops.add(Arrays.copyOfRange(piece, at, Math.min(at + size, piece.length)));
      }
    }
    return new Reply(status, headers, drops, isStream, latency, between, isCut);
  }

  /**
   * How the body begins: so many events of a stream, at most all but the last; of any other its
   * first half.
   *
   * @param events how many events, or null for half of them
   */
  List<byte[]> beginning(@Nullable Integer events) {
    if (isStream) {
      int wanted = events == null ? pieces.size() / 2 : events;
      return pieces.subList(0, Math.min(wanted, Math.max(pieces.size() - 1, 0)));
    }
    long half = length() / 2;
    List<byte[]> left = new ArrayList<>();
    for (byte[] piece : pieces) {
      int taken = (int) Math.min(piece.length, half);
      half -= taken;
      left.add(Arrays.copyOf(piece, taken));
    }
    return left;
  }

  /** What is left of the body, after which the connection is broken off. */
  Reply cut(List<byte[]> left) {
    Reply announced = isStream ? this : withHeader("Content-Length", Long.toString(length()));
    return new Reply(
        status, announced.headers(), List.copyOf(left), isStream, latency, pause, true);
  }

  long length() {
    return pieces.stream().mapToLong(piece -> piece.length).sum();
  }
}
