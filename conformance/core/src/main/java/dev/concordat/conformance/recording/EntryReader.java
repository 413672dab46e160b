package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.exchange.Pieces;
import dev.concordat.conformance.json.DateTimes;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.recording.EntryMembers.BadEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads one entry of a HAR as it passes; members that do not matter are skipped, not held. */
final class EntryReader {
  private static final Pattern COMPLETE = Pattern.compile("complete", Pattern.CASE_INSENSITIVE);

  private final EntryMembers members;
  private final RecordingSource source;
  private final RecordedBody requestBody;
  private final RecordedBody responseBody;
  private @Nullable EventMessages messages;
  private @Nullable String provider;
  private @Nullable String answer;
  private @Nullable String broken;
  private @Nullable OffsetDateTime started;
  private boolean isPreflight;
  private boolean isHar;
  private boolean hasRequest;
  private String method = "";
  private String url = "";
  private Headers requestHeaders = Headers.of();
  private int status;
  private @Nullable Pieces pieces;
  private Headers responseHeaders = Headers.of();

  private EntryReader(EntryTokens tokens, RecordingSource source) {
    this.members = new EntryMembers(tokens);
    this.source = source;
    this.requestBody = new RecordedBody(source);
    this.responseBody = new RecordedBody(source);
  }

  /**
   * Reads the entry that the parser stands at. What is valid JSON and no entry is passed over.
   *
   * @param source what the entry is read from
   * @param kind what a message calls the place of the entry
   * @param number the number of that place
   * @param line the line on which the entry begins, from 1
   */
  static RecordingReader.Entry entry(
      EntryText text, RecordingSource source, int index, int line, String kind, int number) {
    // An object or array is a context of its own, and ends where its context does.
    JsonParser parser = text.parser();
    int depth = parser.streamReadContext().getNestingDepth();
    boolean isInside = parser.currentToken().isStructStart();
    try {
      EntryReader reader = new EntryReader(text, source);
      reader.read();
      return new RecordingReader.Read(index, line, reader.exchange());
    } catch (BadEntry e) {
      while (parser.streamReadContext().getNestingDepth() >= depth && isInside) {
        parser.nextToken();
      }
      return new RecordingReader.Unread(
          index, line, "%s %d: %s".formatted(kind, number, e.getMessage()));
    }
  }

  /**
   * Reads an entry that is out of nothing ordinary.
   *
   * @param block what has the entry's text, and nothing else, from {@code start} to {@code end}
   * @return null where only {@link #entry} can tell what it is
   */
  static RecordingReader.@Nullable Read ordinary(
      byte[] block, int start, int end, RecordingSource source, int index, int line) {
    try {
      ScannedEntry text = new ScannedEntry(block, start, end);
      EntryReader reader = new EntryReader(text, source);
      reader.read();
      text.end();
      return new RecordingReader.Read(index, line, reader.exchange());
    } catch (Refused | BadEntry e) {
      return null;
    }
  }

  /** What is wrong with the text that a parser gave up on. */
  static String explain(JacksonException failure) {
    return "%s: %s"
        .formatted(
            failure instanceof StreamConstraintsException ? "more than is read" : "no valid JSON",
            JsonText.problem(failure));
  }

  /** Whether a line is a whole entry. */
  static boolean isEntry(byte[] line) {
    try (RecordingReader reader =
        RecordingReader.open("line.jsonl", new ByteArrayInputStream(line))) {
      return reader.next() instanceof RecordingReader.Read;
    } catch (RecordingException | IOException e) {
      return false;
    }
  }

  private void read() {
    members.object(
        "an entry",
        name -> {
          switch (name) {
            case "_provider" -> provider = members.word("", name);
            case "_answer" -> answer = members.word("", name);
            case "startedDateTime" -> started = time(members.anyText());
            case "request" -> request();
            case "response" -> response();
            case "_error" -> broken(members.anyText());
            case "_initiator" -> initiator();
            case "_resourceType" -> resourceType(members.anyText());
            case "_eventSourceMessages" -> messages = EventMessages.read(members);
            case "log" -> {
              isHar = members.isObject();
              members.skip();
            }
            default -> members.skip();
          }
        });
    if (!hasRequest) {
      throw new BadEntry(
          isHar
              ? "it is no entry but a HAR; let the name of its file end in .har"
              : "the entry has no request");
    }
  }

  private Exchange exchange() {
    Body sent = requestBody.ofRequest(method, requestHeaders);
    Exchange.Response response = null;
    if (broken != null) {
      responseBody.isBrokenOff = true;
    }
    if (status != 0) {
      Body received = responseBody.ofResponse(method, status, responseHeaders, messages);
      response = new Exchange.Response(status, responseHeaders, received, pieces);
    }
    Exporter exporter = source.exporter();
    return new Exchange(
        provider,
        started,
        new Exchange.Request(method, url, requestHeaders, sent),
        response,
        "not documented".equals(answer),
        broken,
        isPreflight,
        exporter != null && exporter.stripsCredentials());
  }

  private static @Nullable OffsetDateTime time(@Nullable String text) {
    return text == null ? null : DateTimes.parse(text);
  }

  private void resourceType(@Nullable String type) {
    isPreflight |= "preflight".equals(type);
    if ("eventsource".equals(type)) {
      responseBody.isEventSource = true;
    }
  }

  private void initiator() {
    if (!members.isObject()) {
      members.skip();
      return;
    }
    members.object(
        "_initiator",
        name -> {
          if (name.equals("type")) {
            isPreflight |= "preflight".equals(members.anyText());
          } else {
            members.skip();
          }
        });
  }

  private void request() {
    hasRequest = true;
    @Nullable String[] line = new String[2];
    members.object(
        "request",
        name -> {
          switch (name) {
            case "method" -> line[0] = members.word("request", name);
            case "url" -> line[1] = members.word("request", name);
            case "headers" -> requestHeaders = members.headers("request.headers");
            // HTTP Toolkit has another place for what is no text.
            case "postData", "_content" -> requestBody.read("request." + name, members);
            case "bodySize" -> requestBody.sizeSent = members.count();
            case "comment", "_requestBodyStatus" -> requestBody.note(members.anyText());
            default -> members.skip();
          }
        });
    if (line[0] == null || line[1] == null) {
      throw new BadEntry("the request has no %s".formatted(line[0] == null ? "method" : "url"));
    }
    method = line[0].toUpperCase(Locale.ROOT);
    url = line[1];
  }

  private void response() {
    if (members.isNull()) {
      return;
    }
    members.object(
        "response",
        name -> {
          switch (name) {
            case "status" -> status = members.status();
            case "headers" -> responseHeaders = members.headers("response.headers");
            case "content" -> responseBody.read("response.content", members);
            case "bodySize" -> responseBody.sizeSent = members.count();
            case "comment", "_responseBodyStatus" -> responseBody.note(members.anyText());
            case "_chunks" -> {
              pieces = members.pieces();
              responseBody.pieces = pieces == null ? -1 : pieces.count();
            }
            case "_error", "_failureText" -> broken(members.anyText());
            case "_charlesStatus" -> charlesStatus(members.anyText());
            default -> members.skip();
          }
        });
  }

  // Recorders write here why an answer broke off; where they write anything else, it says nothing.
  private void broken(@Nullable String reason) {
    broken = reason == null ? broken : reason;
  }

  private void charlesStatus(@Nullable String state) {
    if (state != null && !COMPLETE.matcher(state).matches()) {
      broken("Charles says " + state);
    }
  }
}
