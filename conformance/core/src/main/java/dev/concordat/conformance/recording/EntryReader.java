package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads one entry of a HAR as it passes; members that do not matter are skipped, not held. */
final class EntryReader {
  private static final int MAX_DEPTH = 1_000_000;
  private static final int MAX_MEMBERS = 10_000;

  // The depth of what is skipped costs no stack but some heap; strings are bounded by their guard.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final LongStrings longStrings;

  private EntryReader(JsonParser parser, LongStrings longStrings) {
    this.parser = parser;
    this.longStrings = longStrings;
  }

  static JsonParser parser(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  /**
   * Reads the entry that the parser stands at. What is valid JSON and no entry is passed over.
   *
   * @param longStrings where the parser's strings are that are too long
   * @param place how a message names the place
   */
  static RecordingReader.Entry entry(
      JsonParser parser, LongStrings longStrings, int index, String place) {
    // An object or array is a context of its own, and ends where its context does.
    int depth = parser.streamReadContext().getNestingDepth();
    boolean isInside = parser.currentToken().isStructStart();
    try {
      return new RecordingReader.Read(index, new EntryReader(parser, longStrings).exchange());
    } catch (BadEntry e) {
      while (parser.streamReadContext().getNestingDepth() >= depth && isInside) {
        parser.nextToken();
      }
      return new RecordingReader.Unread(index, "%s: %s".formatted(place, e.getMessage()));
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

  private static final class BadEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEntry(String message) {
      super(message, null, false, false);
    }
  }

  /** Takes the value of a member that the parser stands at. */
  private interface Member {
    void read(String name);
  }

  private void object(String what, Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadEntry("%s must be an object".formatted(what));
    }
    Set<String> names = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (!names.add(name)) {
        throw new BadEntry("%s has the member '%s' twice".formatted(what, shown(name)));
      }
      if (names.size() > MAX_MEMBERS) {
        throw new BadEntry("%s has more than %d members".formatted(what, MAX_MEMBERS));
      }
      parser.nextToken();
      member.read(name);
    }
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  private @Nullable String text(String what) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw new BadEntry("%s must be a text".formatted(what));
    };
  }

  private Exchange exchange() {
    EntryFields fields = new EntryFields();
    object(
        "an entry",
        name -> {
          switch (name) {
            case "_provider" -> fields.provider = text(name);
            case "_answer" -> fields.answer = text(name);
            case "startedDateTime" -> fields.started = time(text(name));
            case "request" -> fields.request = request();
            case "response" -> fields.response = response(fields);
            default -> parser.skipChildren();
          }
        });
    if (fields.request == null) {
      throw new BadEntry("the entry has no request");
    }
    return new Exchange(
        fields.provider,
        fields.started,
        fields.request,
        fields.response,
        "not documented".equals(fields.answer),
        fields.broken);
  }

  private static final class EntryFields {
    @Nullable String provider;
    @Nullable String answer;
    @Nullable String broken;
    @Nullable OffsetDateTime started;
    Exchange.@Nullable Request request;
    Exchange.@Nullable Response response;
  }

  private static @Nullable OffsetDateTime time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Exchange.Request request() {
    String[] line = new String[2];
    Headers.Builder headers = new Headers.Builder();
    RecordedBody body = new RecordedBody(longStrings);
    object(
        "request",
        name -> {
          switch (name) {
            case "method" -> line[0] = text("request.method");
            case "url" -> line[1] = text("request.url");
            case "headers" -> headers("request.headers", headers);
            case "postData" -> body("request.postData", body);
            default -> parser.skipChildren();
          }
        });
    if (line[0] == null || line[1] == null) {
      throw new BadEntry("the request has no %s".formatted(line[0] == null ? "method" : "url"));
    }
    Headers all = headers.build();
    return new Exchange.Request(line[0].toUpperCase(Locale.ROOT), line[1], all, body.decoded(all));
  }

  private Exchange.@Nullable Response response(EntryFields entry) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    int[] status = new int[1];
    Headers.Builder headers = new Headers.Builder();
    RecordedBody body = new RecordedBody(longStrings);
    object(
        "response",
        name -> {
          switch (name) {
            case "status" -> status[0] = status();
            case "headers" -> headers("response.headers", headers);
            case "content" -> body("response.content", body);
            case "_error" -> entry.broken = broken();
            default -> parser.skipChildren();
          }
        });
    // Recorders write 0 where no answer came.
    Headers all = headers.build();
    return status[0] == 0 ? null : new Exchange.Response(status[0], all, body.decoded(all));
  }

  // Recorders write here why an answer broke off; where they write anything else, it says nothing.
  private @Nullable String broken() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String reason = parser.getString();
      return reason.isBlank() ? null : reason;
    }
    parser.skipChildren();
    return null;
  }

  private int status() {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new BadEntry("response.status must be a whole number");
    }
    String text = parser.getString();
    if (!text.matches("0|[1-9]\\d\\d")) {
      throw new BadEntry("response.status is %s, which is no status".formatted(text));
    }
    return Integer.parseInt(text);
  }

  private void headers(String what, Headers.Builder headers) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new BadEntry("%s must be an array".formatted(what));
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String[] header = new String[2];
      object(
          "an element of " + what,
          name -> {
            switch (name) {
              case "name" -> header[0] = text(what + ".name");
              case "value" -> header[1] = text(what + ".value");
              default -> parser.skipChildren();
            }
          });
      if (header[0] == null) {
        throw new BadEntry("an element of %s has no name".formatted(what));
      }
      headers.add(header[0], header[1] == null ? "" : header[1]);
      if (++count > MAX_MEMBERS) {
        throw new BadEntry("%s has more than %d elements".formatted(what, MAX_MEMBERS));
      }
    }
  }

  private void body(String what, RecordedBody body) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    object(
        what,
        name -> {
          switch (name) {
            case "mimeType" -> body.mediaType = text(what + ".mimeType");
            case "text" -> body.text = text(what + ".text");
            case "encoding" -> body.encoding = text(what + ".encoding");
            case "size" -> body.size = size();
            case "params" -> body.hasParameters = hasElements();
            default -> parser.skipChildren();
          }
        });
  }

  // Zero and what is no count say nothing of a body.
  private @Nullable String size() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      String text = parser.getString();
      return text.equals("0") || text.startsWith("-") ? null : text;
    }
    parser.skipChildren();
    return null;
  }

  private boolean hasElements() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      elements++;
    }
    return elements > 0;
  }
}
