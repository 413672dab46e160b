package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.json.JsonStringWriter;
import dev.concordat.conformance.json.Refused;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an exchange as one entry of a HAR, on one line. */
final class EntryWriter {
  /** What every line begins with. */
  static final byte[] BEGINNING = "{\"startedDateTime\":\"".getBytes(StandardCharsets.UTF_8);

  private static final byte[] CUT = LongStringGuard.CUT.getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line);
  private final List<Span> bodies = new ArrayList<>();

  private EntryWriter() {}

  /**
   * A line.
   *
   * @param bytes all of it, its end included
   * @param head it without the texts of the bodies
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  record Line(byte[] bytes, byte[] head) {}

  /** Where the text of a body stands in the line. */
  private record Span(int start, int end) {}

  static Line line(WireExchange exchange) {
    return new EntryWriter().written(exchange);
  }

  private Line written(WireExchange exchange) {
    try (json) {
      entry(exchange);
    }
    line.write('\n');
    byte[] bytes = line.toByteArray();
    ByteArrayOutputStream head = new ByteArrayOutputStream(2048);
    int done = 0;
    for (Span body : bodies) {
      head.write(bytes, done, body.start - done);
      done = body.end;
    }
    head.write(bytes, done, bytes.length - done);
    return new Line(bytes, head.toByteArray());
  }

  private void entry(WireExchange exchange) {
    WireExchange.Response response = exchange.response();
    json.writeStartObject();
    json.writeStringProperty(
        "startedDateTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(exchange.started()));
    if (exchange.provider() != null) {
      json.writeStringProperty("_provider", exchange.provider());
    }
    BigDecimal time = response == null ? BigDecimal.ZERO : time(response.pieces());
    json.writeNumberProperty("time", time);
    request(exchange.request());
    response(response, exchange.broken());
    json.writeObjectPropertyStart("cache");
    json.writeEndObject();
    json.writeObjectPropertyStart("timings");
    BigDecimal wait =
        response == null || response.pieces().count() == 0
            ? time
            : millis(response.pieces().micros(0));
    json.writeNumberProperty("send", 0);
    json.writeNumberProperty("wait", wait);
    json.writeNumberProperty("receive", time.subtract(wait));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void request(WireExchange.Request request) {
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", request.method());
    json.writeStringProperty("url", request.url());
    json.writeStringProperty("httpVersion", "HTTP/1.1");
    headers(request.headers());
    query(request.url());
    if (request.body().length > 0) {
      json.writeObjectPropertyStart("postData");
      body(request.headers(), request.body());
      json.writeEndObject();
    }
    json.writeNumberProperty("headersSize", -1);
    json.writeNumberProperty("bodySize", request.body().length);
    json.writeEndObject();
  }

  private void response(WireExchange.@Nullable Response response, @Nullable String broken) {
    Headers headers = response == null ? Headers.of() : response.headers();
    byte[] body = response == null ? new byte[0] : response.body();
    json.writeObjectPropertyStart("response");
    json.writeNumberProperty("status", response == null ? 0 : response.status());
    json.writeStringProperty("statusText", "");
    json.writeStringProperty("httpVersion", "HTTP/1.1");
    headers(headers);
    json.writeObjectPropertyStart("content");
    json.writeNumberProperty("size", body.length);
    body(headers, body);
    json.writeEndObject();
    json.writeStringProperty("redirectURL", "");
    json.writeNumberProperty("headersSize", -1);
    json.writeNumberProperty("bodySize", body.length);
    if (response != null) {
      pieces(response.pieces());
    }
    if (broken != null) {
      json.writeStringProperty("_error", broken);
    }
    json.writeEndObject();
  }

  private void headers(Headers headers) {
    json.writeArrayPropertyStart("cookies");
    json.writeEndArray();
    json.writeArrayPropertyStart("headers");
    for (String name : headers.names()) {
      headers.all(name).forEach(value -> pair(name, value));
    }
    json.writeEndArray();
  }

  private void pair(String name, String value) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("value", value);
    json.writeEndObject();
  }

  private void query(String url) {
    json.writeArrayPropertyStart("queryString");
    int question = url.indexOf('?');
    if (question >= 0) {
      for (String pair : url.substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        pair(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    json.writeEndArray();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private void body(Headers headers, byte[] bytes) {
    String type = headers.first("Content-Type");
    json.writeStringProperty("mimeType", type == null ? "" : type);
    byte[] text = text(type, headers, bytes);
    if (text != null) {
      bodyText(text);
    } else {
      bodyText(Base64.getEncoder().encode(bytes));
      json.writeStringProperty("encoding", "base64");
    }
  }

  private void bodyText(byte[] text) {
    json.writeName("text");
    json.flush();
    int start = line.size();
    json.writeRawUTF8String(text, 0, text.length);
    json.flush();
    bodies.add(new Span(start, line.size()));
  }

  // The JSON string from which a reader gets these bytes again, and the same charset; null where
  // none is.
  private static byte @Nullable [] text(@Nullable String type, Headers headers, byte[] bytes) {
    Body body = ContentDecoding.ofBytes(type, bytes, headers);
    boolean isPlain = body.undecoded() == null && body.bytes() == bytes;
    if (!isPlain || !body.charset().equals(StandardCharsets.UTF_8) || isCut(bytes)) {
      return null;
    }
    try {
      return JsonStringWriter.escaped(bytes);
    } catch (Refused e) {
      return null;
    }
  }

  private static boolean isCut(byte[] bytes) {
    int start = bytes.length - CUT.length;
    return start >= 0 && Arrays.equals(bytes, start, bytes.length, CUT, 0, CUT.length);
  }

  private void pieces(Pieces pieces) {
    json.writeArrayPropertyStart("_chunks");
    for (int i = 0; i < pieces.count(); i++) {
      json.writeStartObject();
      json.writeNumberProperty("time", millis(pieces.micros(i)));
      json.writeNumberProperty("size", pieces.size(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static BigDecimal time(Pieces pieces) {
    return pieces.count() == 0 ? BigDecimal.ZERO : millis(pieces.micros(pieces.count() - 1));
  }

  private static BigDecimal millis(long micros) {
    return BigDecimal.valueOf(micros, 3);
  }
}
