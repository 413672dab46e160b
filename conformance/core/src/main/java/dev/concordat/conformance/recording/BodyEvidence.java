package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a body that a recording does not have was empty or was not kept. HAR 1.2
 * leaves a text out, and writes -1 for a size, where they are not known; exporters have habits
 * beside. Only what is known to be empty is: where nothing tells, the body was not recorded.
 */
final class BodyEvidence {
  // What exporters write of a body that they left out or cut.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "discard|omit|truncat|exceed|too (large|big|long)"
              + "|not (be )?(included|stored|saved|kept|recorded|captured|available)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");
  private static final int MAX_NOTE = 200;
  // What is left of nothing in a content coding, or in chunks.
  private static final int EMPTY_CODED = 32;
  private static final int EMPTY_CHUNKED = 5;
  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final Exporter exporter;
  private boolean hasEmptyText;
  private boolean hasNullText;
  private boolean hasParameters;
  private boolean isEventSource;
  private boolean isBrokenOff;
  private long size = -1;
  private long sizeOfMessage = -1;
  private int pieces = -1;
  private @Nullable String note;

  BodyEvidence(Exporter exporter) {
    this.exporter = exporter;
  }

  /** Takes how long the body's text is; -1 where the recording says that it has none. */
  void text(int length) {
    hasNullText = length < 0;
    hasEmptyText = length == 0;
  }

  /** Takes the size of the content; -1 where it is not known. */
  void size(long bytes) {
    size = bytes;
  }

  /** Takes the size of the body as it was sent; -1 where it is not known. */
  void sizeOfMessage(long bytes) {
    sizeOfMessage = bytes;
  }

  /** Takes how many parameters of a form there are in place of a text. */
  void parameters(int count) {
    hasParameters = count > 0;
  }

  /** Takes in how many pieces the body came; -1 where that is not known. */
  void pieces(int count) {
    pieces = count;
  }

  /** Takes that a page's EventSource received it, of which browsers keep the events alone. */
  void eventSource() {
    isEventSource = true;
  }

  /** Takes that the message broke off, so that less of it may have come than was announced. */
  void brokenOff() {
    isBrokenOff = true;
  }

  /** Takes what an exporter says of the message; what does not speak of its body says nothing. */
  void note(@Nullable String said) {
    if (said != null && LEFT_OUT.matcher(said).find()) {
      note = said.length() <= MAX_NOTE ? said : said.substring(0, MAX_NOTE) + "…";
    }
  }

  /** The size of the body as it was sent; -1 where it is not known. */
  long sizeOfMessage() {
    return sizeOfMessage;
  }

  /** The size of the body, or 0 where none is stated. */
  long stated() {
    return Math.max(0, Math.max(size, sizeOfMessage));
  }

  /** How many bytes the whole content of an answer had; 0 where that is not stated. */
  long whole(Headers headers) {
    boolean isCoded = headers.first("Content-Encoding") != null;
    return size > 0 || isCoded ? Math.max(0, size) : Math.max(0, length(headers));
  }

  /** How many bytes the whole content of a request had; 0 where that is not stated. */
  long wholeOfRequest(Headers headers) {
    return headers.first("Content-Encoding") == null
        ? Math.max(stated(), whole(headers))
        : whole(headers);
  }

  /** The body of a request whose text the recording does not have; null where it had none. */
  @Nullable Body ofMissingRequest(@Nullable String type, String method, Headers headers) {
    if (hasParameters) {
      return Body.notRecorded(
          type,
          "the recording has a form's parameters in place of the body's text; " + exporter.how(),
          stated());
    }
    Body lost = lost(type, "request", headers);
    if (lost != null) {
      return lost;
    }
    boolean isSaid = hasEmptyText && !(exporter.emptiesWhatItOmits() && sizeOfMessage != 0);
    boolean mayBeLost = exporter.countsNothingForLost() && headers.first("Content-Type") != null;
    boolean isCounted = sizeOfMessage == 0 && !hasNullText && !mayBeLost;
    boolean isUsual = !hasNullText && !hasEmptyText && WITHOUT_BODY.contains(method);
    return isSaid || isCounted || isUsual || isZero(headers) ? null : unknown(type, "request");
  }

  /** The body of an answer whose text the recording does not have; null where it had none. */
  @Nullable Body ofMissingResponse(
      @Nullable String type, String method, int status, Headers headers) {
    boolean hasNone = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    if (hasNone && size <= 0) {
      return null;
    }
    if (isBrokenOff && hasEmptyText && size <= 0) {
      return null;
    }
    Body lost = lost(type, "answer", headers);
    if (lost != null) {
      return lost;
    }
    boolean isSaid = hasEmptyText && !isEventSource;
    return isSaid || pieces == 0 || isZero(headers) ? null : unknown(type, "answer");
  }

  private static boolean isZero(Headers headers) {
    return length(headers) == 0;
  }

  private @Nullable Body lost(@Nullable String type, String what, Headers headers) {
    String proof = proof(headers);
    return proof == null
        ? null
        : Body.notRecorded(
            type,
            "the recording does not have the body of the %s, and says that there was one (%s); %s"
                .formatted(what, proof, exporter.how()),
            Math.max(stated(), length(headers)));
  }

  private Body unknown(@Nullable String type, String what) {
    return Body.notRecorded(
        type,
        "the recording does not have the body of the %s, and does not say that it was empty; %s"
            .formatted(what, exporter.how()),
        0);
  }

  // What says that there was a body, or null.
  private @Nullable String proof(Headers headers) {
    boolean isCoded = headers.first("Content-Encoding") != null;
    String transfer = headers.first("Transfer-Encoding");
    boolean isChunked = transfer != null && transfer.toLowerCase(Locale.ROOT).contains("chunked");
    int nothing = isCoded ? EMPTY_CODED : 0;
    if (note != null) {
      return note;
    }
    if (size > 0) {
      return "a size of %d bytes".formatted(size);
    }
    if (sizeOfMessage > nothing + (isChunked ? EMPTY_CHUNKED : 0)) {
      return "a bodySize of %d bytes".formatted(sizeOfMessage);
    }
    if (length(headers) > nothing) {
      return "Content-Length: %d".formatted(length(headers));
    }
    return hasNullText && isChunked ? "Transfer-Encoding: chunked" : null;
  }

  // What the header says; -1 where it does not.
  private static long length(Headers headers) {
    String stated = headers.first("Content-Length");
    Matcher digits = DIGITS.matcher(stated == null ? "" : stated.strip());
    return digits.matches() ? Long.parseLong(digits.group()) : -1;
  }
}
