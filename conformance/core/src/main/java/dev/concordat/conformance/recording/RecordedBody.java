package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a HAR says of one body, and the body that follows from it. A recorder undoes content codings
 * and writes text, or base64 of what it could not write as text, of which some recorders do not
 * undo the coding either; some keep it in a file, and some do not keep it.
 */
final class RecordedBody {
  private final RecordingSource source;
  private final BodyEvidence evidence;
  private @Nullable String mediaType;
  private byte @Nullable [] text;
  private @Nullable String encoding;
  private @Nullable String file;

  RecordedBody(RecordingSource source) {
    this.source = source;
    this.evidence = new BodyEvidence(source.exporter());
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
              evidence.text(text == null ? -1 : text.length);
            }
            case "encoding" -> encoding = members.word(what, name);
            case "_file" -> file = members.anyText();
            case "size" -> evidence.size(members.count());
            case "params" -> evidence.parameters(members.elements());
            case "comment" -> note(members.anyText());
            default -> members.skip();
          }
        });
  }

  /** Takes the size that a message has for its body; -1 where it is not known. */
  void sizeOfMessage(long bytes) {
    evidence.sizeOfMessage(bytes);
  }

  /** Takes that a page's EventSource received it. */
  void eventSource() {
    evidence.eventSource();
  }

  /** Takes that the message broke off. */
  void brokenOff() {
    evidence.brokenOff();
  }

  /** Takes what an exporter says of a message; null where it says nothing. */
  void note(@Nullable String note) {
    evidence.note(note);
  }

  /** Takes in how many pieces the body came; -1 where that is not known. */
  void pieces(int count) {
    evidence.pieces(count);
  }

  /** The decoded body of a request, or null where it is known to have none. */
  @Nullable Body ofRequest(String method, Headers headers) {
    String type = type(headers);
    Body kept = kept(type, headers);
    return kept != null
        ? kept.ofWhole(evidence.wholeOfRequest(headers))
        : evidence.ofMissingRequest(type, method, headers);
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
        ? kept.ofWhole(evidence.whole(headers))
        : evidence.ofMissingResponse(type, method, status, headers);
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
      return file == null ? null : ofFile(type, file, headers);
    }
    if (!LongStringGuard.isCut(recorded)) {
      return decoded(type, recorded, headers);
    }
    LongStrings longStrings = source.longStrings();
    long place = LongStringGuard.place(recorded);
    if (place < 0 || !longStrings.areKept()) {
      return tooLarge(type);
    }
    text = null; // The beginning is held no longer.
    boolean isText = isBlank(encoding);
    if (ContentDecoding.isEventStream(type) && (isText || isBase64())) {
      Body.Content content =
          () -> {
            InputStream in = longStrings.open(place);
            return isText ? in : ofBase64(in);
          };
      Body.Stored stored = new Body.Stored(content, evidence.stated());
      return ContentDecoding.ofStored(type, stored, isText, headers);
    }
    try (InputStream in = longStrings.open(place)) {
      byte[] whole = in.readNBytes(RecordingReader.MAX_STRING + 1);
      return whole.length > RecordingReader.MAX_STRING
          ? tooLarge(type)
          : decoded(type, whole, headers);
    } catch (IOException e) {
      return Body.notRecorded(
          type, "the body cannot be read once more: " + e.getMessage(), evidence.stated());
    }
  }

  private Body ofFile(@Nullable String type, String name, Headers headers) {
    try {
      Path path = Attachments.find(source.folder(), name);
      long size = Files.size(path);
      // What an archive has may be compressed without measure.
      boolean isPlain = path.getFileSystem().equals(FileSystems.getDefault());
      if (size > RecordingReader.MAX_STRING && isPlain && ContentDecoding.isEventStream(type)) {
        Body.Stored stored = new Body.Stored(() -> Files.newInputStream(path), size);
        return ContentDecoding.ofStored(type, stored, false, headers);
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(RecordingReader.MAX_STRING + 1);
        return bytes.length > RecordingReader.MAX_STRING
            ? tooLarge(type)
            : ContentDecoding.ofBytes(type, bytes, headers);
      }
    } catch (IOException e) {
      return Body.notRecorded(
          type,
          "the recording has the body in the file '%s', which cannot be read: %s"
              .formatted(name, e.getMessage()),
          evidence.stated());
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

  private Body tooLarge(@Nullable String type) {
    return Body.undecoded(
        type,
        "body.too-large",
        "the body is longer than %d bytes and was not judged".formatted(RecordingReader.MAX_STRING),
        Math.max(evidence.stated(), RecordingReader.MAX_STRING));
  }

  private boolean isBase64() {
    return "base64".equalsIgnoreCase(encoding);
  }

  private Body decoded(@Nullable String type, byte[] recorded, Headers headers) {
    if (isBlank(encoding)) {
      byte[] bytes = UnmarkedBase64.decode(recorded, evidence.sizeOfMessage());
      return bytes == null
          ? ContentDecoding.ofText(type, recorded, headers)
          : ContentDecoding.ofBytes(type, bytes, headers);
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
