package dev.concordat.conformance.server.emulator.reply;

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
 * @param drip the parts that pieces are sent in, null where each is sent whole
 * @param isCut whether the connection is broken off at the end of the pieces
 */
public record Reply(
    int status,
    Map<String, String> headers,
    ReplyPieces pieces,
    boolean isStream,
    Duration latency,
    @Nullable Drip drip,
    boolean isCut) {
  /**
   * How a body comes slowly.
   *
   * @param size how many bytes come at a time
   * @param pause how long to wait before each of these parts
   */
  public record Drip(int size, Duration pause) {}

  public static Reply whole(int status, @Nullable String mediaType, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (mediaType != null) {
      headers.put("Content-Type", mediaType);
    }
    List<byte[]> pieces = body.isEmpty() ? List.of() : List.of(bytes(body));
    return new Reply(status, headers, ReplyPieces.of(pieces), false, Duration.ZERO, null, false);
  }

  /** A stream; each piece is an event with the empty line behind it. */
  public static Reply stream(ReplyPieces events) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/event-stream; charset=utf-8");
    headers.put("Cache-Control", "no-cache");
    return new Reply(200, headers, events, true, Duration.ZERO, null, false);
  }

  /**
   * An event.
   *
   * @param name what the event is called, or null where it has no name
   */
  public static byte[] event(@Nullable String name, String data) {
    return name == null ? event(data) : bytes("event: " + name + "\ndata: " + data + "\n\n");
  }

  public static byte[] event(String data) {
    return bytes("data: " + data + "\n\n");
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public Reply withStatus(int other) {
    return new Reply(other, headers, pieces, isStream, latency, drip, isCut);
  }

  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, pieces, isStream, latency, drip, isCut);
  }

  public Reply withPieces(ReplyPieces other) {
    return new Reply(status, headers, other, isStream, latency, drip, isCut);
  }

  public Reply late(Duration by) {
    return new Reply(status, headers, pieces, isStream, latency.plus(by), drip, isCut);
  }

  /** The same body in parts of so many bytes, with a pause before each. */
  public Reply dripping(int size, Duration between) {
    return new Reply(status, headers, pieces, isStream, latency, new Drip(size, between), isCut);
  }

  /**
   * How the body begins: so many events of a stream, at most all but the last; of any other its
   * first half.
   *
   * @param events how many events, or null for half of them
   */
  public ReplyPieces beginning(@Nullable Integer events) {
    if (isStream) {
      int wanted = events == null ? pieces.count() / 2 : events;
      return pieces.first(Math.min(wanted, Math.max(pieces.count() - 1, 0)));
    }
    long half = pieces.length() / 2;
    List<byte[]> left = new ArrayList<>();
    for (byte[] piece : pieces) {
      int taken = (int) Math.min(piece.length, half);
      half -= taken;
      left.add(Arrays.copyOf(piece, taken));
    }
    return ReplyPieces.of(left);
  }

  /** What is left of the body, after which the connection is broken off. */
  public Reply cut(ReplyPieces left) {
    Reply announced =
        isStream ? this : withHeader("Content-Length", Long.toString(pieces.length()));
    return new Reply(status, announced.headers(), left, isStream, latency, drip, true);
  }
}
