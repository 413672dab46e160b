package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a HAR says of one body, and the body that follows from it. A recorder undoes content codings
 * and writes text, or base64 of what it could not write as text, of which some recorders do not
 * undo the coding either; some keep it in a file, and some do not keep it.
 */
final class RecordedBody {
  // What exporters write of a body that they left out or cut.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "discard|omit|truncat|exceed|too (large|big|long)"
              + "|not (be )?(included|stored|saved|kept|recorded|captured|available)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");
  private static final int MAX_NOTE = 200;

  private final RecordingSource source;
  private @Nullable String mediaType;
  private byte @Nullable [] text;
  private @Nullable String encoding;
  private @Nullable String file;

  /** Whether there is a text, of no length. */
  boolean hasEmptyText;

  /** Whether the recording says that it has no text. */
  boolean hasNullText;

  /** Whether there are parameters of a form in place of a text. */
  boolean hasParameters;

  /** Whether a page's EventSource received it, of which browsers keep the events alone. */
  boolean isEventSource;

  /** Whether the message broke off, so that less of it may have come than was announced. */
  boolean isBrokenOff;

  /** The size of the content in bytes; -1 where it is not known. */
  long size = -1;

  /** The size of the body as it was sent, in bytes; -1 where it is not known. */
  long sizeSent = -1;

  /** In how many pieces the body came; -1 where that is not known. */
  int pieces = -1;

  /** What an exporter says of why it is not there; null where it says nothing. */
  @Nullable String note;

  RecordedBody(RecordingSource source) {
    this.source = source;
  }

  /**
   * Reads a body's object.
   *
   * @param what how messages name it
   */
  void read(String what, EntryMembers members) {
    if (members.isNull()) {
      return;
    }
    members.object(
        what,
        name -> {
          switch (name) {
            case "mimeType" -> mediaType = members.word(what, name);
            case "text" -> {
              text = members.bytes(what, name);
              hasNullText = text == null;
              hasEmptyText = text != null && text.length == 0;
            }
            case "encoding" -> encoding = encoding(members.word(what, name));
            case "_file" -> file = members.anyText();
            case "size" -> size = members.count();
            case "params" -> hasParameters = members.elements() > 0;
            case "comment" -> note(members.anyText());
            default -> members.skip();
          }
        });
  }

  // That a text is written in UTF-8, as all of the recording is, some say here.
  private static @Nullable String encoding(@Nullable String said) {
    return "utf-8".equalsIgnoreCase(said) || "utf8".equalsIgnoreCase(said) ? null : said;
  }

  /** Takes what an exporter says of the message; what does not speak of its body says nothing. */
  void note(@Nullable String said) {
    if (said != null && LEFT_OUT.matcher(said).find()) {
      note = said.length() <= MAX_NOTE ? said : said.substring(0, MAX_NOTE) + "…";
    }
  }

  /** The size of the body in bytes, or 0 where none is stated. */
  long stated() {
    return Math.max(0, Math.max(size, sizeSent));
  }

  /** The size that the headers announce, in bytes; -1 where they do not. */
  static long announced(Headers headers) {
    String stated = headers.first("Content-Length");
    if (stated == null) {
      return -1;
    }
    String digits = stated.strip();
    return DIGITS.matcher(digits).matches() ? Long.parseLong(digits) : -1;
  }

  /** The decoded body of a request, or null where it is known to have none. */
  @Nullable Body ofRequest(String method, Headers headers) {
    String type = type(headers);
    Body kept = kept(type, headers);
    return kept != null
        ? kept.ofWhole(isCoded(headers) ? whole(headers) : Math.max(stated(), whole(headers)))
        : new MissingBody(this, source.exporter(), type, headers).ofRequest(method);
  }

  /**
   * The decoded body of an answer, or null where it is known to have none.
   *
   * @param messages what the recording has in place of a text; null where it has none
   */
  @Nullable Body ofResponse(
      String method, int status, Headers headers, @Nullable EventMessages messages) {
    String type = type(headers);
    if (!hasText() && file == null && messages != null && !messages.isEmpty()) {
      encoding = null;
      text = messages.text().getBytes(StandardCharsets.UTF_8);
      return kept(type == null ? "text/event-stream" : type, headers);
    }
    Body kept = kept(type, headers);
    return kept != null
        ? kept.ofWhole(whole(headers))
        : new MissingBody(this, source.exporter(), type, headers).ofResponse(method, status);
  }

  // How many bytes the whole content had; 0 where that is not stated.
  private long whole(Headers headers) {
    return size > 0 || isCoded(headers) ? Math.max(0, size) : Math.max(0, announced(headers));
  }

  private static boolean isCoded(Headers headers) {
    return headers.first("Content-Encoding") != null;
  }

  private boolean hasText() {
    return text != null && text.length > 0;
  }

  private static boolean isBlank(@Nullable String some) {
    return some == null || some.isEmpty();
  }

  private @Nullable String type(Headers headers) {
    String header = headers.first("Content-Type");
    String stated = isBlank(mediaType) || "x-unknown".equals(mediaType) ? null : mediaType;
    return header == null || header.isBlank() ? stated : header;
  }

  // The body as far as the recording has it, or null.
  private @Nullable Body kept(@Nullable String type, Headers headers) {
    byte[] recorded = text;
    if (recorded == null || recorded.length == 0) {
      return file == null ? null : Attachments.body(source.folder(), file, type, headers, stated());
    }
    return recorded[recorded.length - 1] == LongStringGuard.LAST && LongStringGuard.isCut(recorded)
        ? ofLong(LongStringGuard.place(recorded), type, headers)
        : decoded(type, recorded, headers);
  }

  // Of a text that was shortened when it was read.
  private Body ofLong(long place, @Nullable String type, Headers headers) {
    if (place < 0 || !source.isKept()) {
      return tooLarge(type, stated());
    }
    text = null; // The beginning is held no longer.
    boolean isText = isBlank(encoding);
    RecordingSource strings = source;
    if (ContentDecoding.isEventStream(type) && (isText || isBase64())) {
      Body.Content content =
          () -> {
            InputStream in = strings.open(place);
            return isText ? in : ofBase64(in);
          };
      Body.Stored stored = new Body.Stored(content, stated());
      return ContentDecoding.ofStored(type, stored, isText, headers);
    }
    try (InputStream in = strings.open(place)) {
      byte[] whole = in.readNBytes(RecordingReader.MAX_STRING + 1);
      return whole.length > RecordingReader.MAX_STRING
          ? tooLarge(type, stated())
          : decoded(type, whole, headers);
    } catch (IOException e) {
      return Body.notRecorded(
          type, "the body cannot be read once more: " + e.getMessage(), stated());
    }
  }

  private static InputStream ofBase64(InputStream text) {
    return new FilterInputStream(Base64.getDecoder().wrap(text)) {
      @Override
      public int read(byte[] target, int offset, int size) throws IOException {
        int count = super.read(target, offset, size);
        if (count < 0 && text.read() >= 0) {
          throw new IOException("there is more behind the end of the base64");
        }
        return count;
      }
    };
  }

  /**
   * A body that is longer than what is judged.
   *
   * @param stated its size in bytes; 0 where none is stated
   */
  static Body tooLarge(@Nullable String type, long stated) {
    return Body.undecoded(
        type,
        "body.too-large",
        "the body is longer than %d bytes and was not judged".formatted(RecordingReader.MAX_STRING),
        Math.max(stated, RecordingReader.MAX_STRING));
  }

  private boolean isBase64() {
    return "base64".equalsIgnoreCase(encoding);
  }

  private Body decoded(@Nullable String type, byte[] recorded, Headers headers) {
    if (isBlank(encoding)) {
      boolean mayBeBase64 = UnmarkedBase64.FIRST.indexOf(recorded[0]) >= 0;
      byte[] bytes = mayBeBase64 ? UnmarkedBase64.decode(recorded, sizeSent) : null;
      if (bytes != null) {
        return ContentDecoding.ofBytes(type, bytes, headers);
      }
      // Most types have no parameter that may name a charset.
      boolean isPlain = !isCoded(headers) && (type == null || type.indexOf(';') < 0);
      return isPlain ? Body.of(type, recorded) : ContentDecoding.ofText(type, recorded, headers);
    }
    if (!isBase64()) {
      return Body.undecoded(
          type,
          "body.encoding",
          "the recording's encoding '%s' is not known; HAR knows base64".formatted(encoding),
          recorded.length);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(withoutSpace(recorded));
      return ContentDecoding.ofBytes(type, bytes, headers);
    } catch (IllegalArgumentException e) {
      return Body.undecoded(
          type,
          "body.base64",
          "the text is said to be base64 and is not: " + e.getMessage(),
          recorded.length);
    }
  }

  private static byte[] withoutSpace(byte[] text) {
    byte[] dense = new byte[text.length];
    int size = 0;
    for (byte next : text) {
      if (next != ' ' && (next < '\t' || next > '\r')) {
        dense[size++] = next;
      }
    }
    return size == text.length ? text : Arrays.copyOf(dense, size);
  }
}
