package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an exchange as one entry of a HAR, on one line. */
final class EntryWriter {
  /** What every line begins with. */
  static final byte[] BEGINNING = "{\"startedDateTime\":\"".getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private EntryWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The line, its end included. */
  static byte[] line(WireExchange exchange) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      new EntryWriter(json).entry(exchange);
    }
    line.write('\n');
    return line.toByteArray();
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
    String text = text(type, headers, bytes);
    if (text != null) {
      json.writeStringProperty("text", text);
    } else {
      json.writeStringProperty("text", Base64.getEncoder().encodeToString(bytes));
      json.writeStringProperty("encoding", "base64");
    }
  }

  // The text from which a reader gets these bytes again, and the same charset; null where none is.
  private static @Nullable String text(@Nullable String type, Headers headers, byte[] bytes) {
    Body body = ContentDecoding.ofBytes(type, bytes, headers);
    boolean isPlain = body.undecoded() == null && body.bytes() == bytes;
    if (!isPlain || !body.charset().equals(StandardCharsets.UTF_8)) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.endsWith(LongStringGuard.CUT) ? null : text;
    } catch (CharacterCodingException e) {
      return null;
    }
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
