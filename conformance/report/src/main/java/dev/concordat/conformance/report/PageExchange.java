package dev.concordat.conformance.report;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.redaction.Redaction;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.stream.Event;
import dev.concordat.conformance.stream.EventStreamDecoder;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Verdict;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what a page shows of one exchange: cleared of secrets, and long texts cut. */
final class PageExchange {
  private static final int MAX_BODY = 32 << 10;
  private static final int MAX_BODY_THAT_CONFORMS = 8 << 10;
  private static final int MAX_EVENTS = 200;
  private static final int MAX_EVENT = 4 << 10;
  private static final int MAX_HEADER = 300;

  private final Redaction redaction;

  /**
   * A writer.
   *
   * @param contracts whose words are no secrets
   */
  PageExchange(Contracts contracts) {
    this.redaction = new Redaction(contracts.words());
  }

  /** A text without the secrets that were seen so far. */
  String clear(String text) {
    return redaction.text(text);
  }

  void write(JsonGenerator json, JudgedEntry entry) {
    json.writeStartObject();
    Exchange exchange = entry.exchange();
    int limit = entry.verdict() == Verdict.CONFORMS ? MAX_BODY_THAT_CONFORMS : MAX_BODY;
    if (exchange != null) {
      exchange(json, exchange, limit);
    }
    json.writeArrayPropertyStart("findings");
    entry.told().forEach(weighed -> finding(json, weighed));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void exchange(JsonGenerator json, Exchange exchange, int limit) {
    OffsetDateTime started = exchange.started();
    Json.text(json, "started", started == null ? null : started.toString());
    WireExchange cleared;
    try {
      cleared = redaction.redact(WireExchange.of(exchange)).exchange();
    } catch (RedactionException e) {
      json.writeObjectPropertyStart("request");
      json.writeStringProperty("method", exchange.request().method());
      json.writeStringProperty("url", "");
      head(json, Headers.of());
      json.writeStringProperty("note", "It cannot be cleared of secrets, and is not shown.");
      json.writeEndObject();
      return;
    }
    json.writeObjectPropertyStart("request");
    json.writeStringProperty("method", cleared.request().method());
    json.writeStringProperty("url", cleared.request().url());
    head(json, cleared.request().headers());
    body(json, exchange.request().body(), cleared.request().body(), limit);
    json.writeEndObject();
    Exchange.Response response = exchange.response();
    WireExchange.Response clearedResponse = cleared.response();
    if (response != null && clearedResponse != null) {
      Body body = response.body();
      String type = body == null ? null : body.mediaType();
      json.writeObjectPropertyStart("response");
      json.writeNumberProperty("status", response.status());
      Json.text(json, "type", type);
      head(json, clearedResponse.headers());
      if (isStream(type) && body != null && body.stored() == null && body.undecoded() == null) {
        Pieces recorded = response.pieces();
        boolean isTimed = recorded != null && recorded.length() == body.bytes().length;
        events(json, clearedResponse, isTimed);
      } else {
        body(json, body, clearedResponse.body(), limit);
      }
      json.writeEndObject();
    }
  }

  private static boolean isStream(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  private static void head(JsonGenerator json, Headers headers) {
    json.writeArrayPropertyStart("headers");
    for (String name : headers.names()) {
      for (String value : headers.all(name)) {
        json.writeStartArray();
        json.writeString(cut(name, MAX_HEADER));
        json.writeString(cut(value, MAX_HEADER));
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  private static void body(JsonGenerator json, @Nullable Body body, byte[] cleared, int limit) {
    if (body == null) {
      return;
    }
    if (body.undecoded() != null) {
      json.writeStringProperty("note", body.undecoded().message());
    } else if (body.stored() != null) {
      json.writeStringProperty("note", "The stream is too long to be shown.");
    } else {
      String text = new String(cleared, body.charset());
      json.writeStringProperty("body", cut(text, limit));
      if (text.length() > limit) {
        json.writeNumberProperty("cut", cleared.length);
      }
    }
  }

  private static void events(JsonGenerator json, WireExchange.Response response, boolean isTimed) {
    byte[] body = response.body();
    // What was masked has the length that it had; of anything else the times say nothing.
    Pieces pieces = isTimed && response.pieces().length() == body.length ? response.pieces() : null;
    List<Event> events = new ArrayList<>();
    long[] total = {0};
    EventStreamDecoder decoder =
        new EventStreamDecoder(
            new EventStreamDecoder.Sink() {
              @Override
              public void event(Event event) {
                total[0]++;
                if (events.size() < MAX_EVENTS) {
                  events.add(event);
                }
              }

              @Override
              public void tooLong(int index, long offset, long length) {
                total[0]++;
              }

              @Override
              public void notUtf8(int index, long offset) {}

              @Override
              public void cut(int index, long offset, long length, String data) {
                event(new Event(index, "message", data, offset, length));
              }
            },
            EventStreamDecoder.DEFAULT_LIMIT);
    decoder.feed(body, 0, body.length);
    decoder.end();
    json.writeNumberProperty("total", total[0]);
    json.writeArrayPropertyStart("events");
    int piece = 0;
    long arrived = pieces == null ? 0 : pieces.size(0);
    for (Event event : events) {
      json.writeStartObject();
      json.writeNumberProperty("no", event.index());
      if (pieces != null) {
        // An event is there when the last of its bytes is.
        while (arrived < event.offset() + event.length() && piece < pieces.count() - 1) {
          arrived += pieces.size(++piece);
        }
        json.writeNumberProperty("time", pieces.micros(piece) / 1000.0);
      }
      json.writeStringProperty("data", cut(event.data(), MAX_EVENT));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void finding(JsonGenerator json, WeighedFinding weighed) {
    Finding finding = weighed.finding();
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", finding.severity().id());
    json.writeStringProperty("part", finding.part());
    json.writeStringProperty("pointer", finding.pointer());
    json.writeStringProperty("message", clear(finding.message()));
    Json.text(json, "contract", finding.contract());
    Json.text(json, "source", finding.source());
    json.writeNumberProperty("count", finding.count());
    json.writeStringProperty("last", finding.last().part() + " " + finding.last().pointer());
    json.writeBooleanProperty("fails", weighed.fails());
    Acceptance acceptance = weighed.acceptance();
    if (acceptance != null) {
      Json.acceptance(json, acceptance);
    }
    json.writeEndObject();
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }
}
