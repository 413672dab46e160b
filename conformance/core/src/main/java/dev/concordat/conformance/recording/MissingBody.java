package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Headers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body that a recording does not have: it was empty, or was not kept. HAR 1.2 leaves a text out,
 * and writes -1 for a size, where they are not known; exporters have habits beside. Only what is
 * known to be empty is: where nothing tells, the body was not recorded.
 */
final class MissingBody {
  // What is left of nothing in a content coding, or in chunks.
  private static final int EMPTY_CODED = 32;
  private static final int EMPTY_CHUNKED = 5;
  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final RecordedBody said;
  private final Exporter exporter;
  private final @Nullable String type;
  private final Headers headers;

  /**
   * A body that is missing.
   *
   * @param said what the recording says of it
   * @param exporter what wrote the recording; null where that does not say
   */
  MissingBody(
      RecordedBody said, @Nullable Exporter exporter, @Nullable String type, Headers headers) {
    this.said = said;
    this.exporter = exporter == null ? Exporter.UNKNOWN : exporter;
    this.type = type;
    this.headers = headers;
  }

  /** The body of a request; null where it had none. */
  @Nullable Body ofRequest(String method) {
    if (said.hasParameters) {
      return Body.notRecorded(
          type,
          "the recording has a form's parameters in place of the body's text; " + exporter.how(),
          said.stated());
    }
    Body lost = lost("request");
    if (lost != null) {
      return lost;
    }
    boolean isSaid = said.hasEmptyText && !(exporter.emptiesWhatItOmits() && said.sizeSent != 0);
    boolean mayBeLost = exporter.countsNothingForLost() && headers.first("Content-Type") != null;
    boolean isCounted = said.sizeSent == 0 && !said.hasNullText && !mayBeLost;
    boolean isUsual = !said.hasNullText && !said.hasEmptyText && WITHOUT_BODY.contains(method);
    return isSaid || isCounted || isUsual || isZero() ? null : unknown("request");
  }

  /** The body of an answer; null where it had none. */
  @Nullable Body ofResponse(String method, int status) {
    boolean hasNone = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    if (hasNone && said.size <= 0) {
      return null;
    }
    if (said.isBrokenOff && said.hasEmptyText && said.size <= 0) {
      return null;
    }
    Body lost = lost("answer");
    if (lost != null) {
      return lost;
    }
    boolean isSaid = said.hasEmptyText && !said.isEventSource;
    return isSaid || said.pieces == 0 || isZero() ? null : unknown("answer");
  }

  private boolean isZero() {
    return RecordedBody.announced(headers) == 0;
  }

  private @Nullable Body lost(String what) {
    String proof = proof();
    return proof == null
        ? null
        : Body.notRecorded(
            type,
            "the recording does not have the body of the %s, and says that there was one (%s); %s"
                .formatted(what, proof, exporter.how()),
            Math.max(said.stated(), RecordedBody.announced(headers)));
  }

  private Body unknown(String what) {
    return Body.notRecorded(
        type,
        "the recording does not have the body of the %s, and does not say that it was empty; %s"
            .formatted(what, exporter.how()),
        0);
  }

  // What says that there was a body, or null.
  private @Nullable String proof() {
    boolean isCoded = headers.first("Content-Encoding") != null;
    String transfer = headers.first("Transfer-Encoding");
    boolean isChunked = transfer != null && transfer.toLowerCase(Locale.ROOT).contains("chunked");
    int nothing = isCoded ? EMPTY_CODED : 0;
    if (said.note != null) {
      return said.note;
    }
    if (said.size > 0) {
      return "a size of %d bytes".formatted(said.size);
    }
    if (said.sizeSent > nothing + (isChunked ? EMPTY_CHUNKED : 0)) {
      return "a bodySize of %d bytes".formatted(said.sizeSent);
    }
    long announced = RecordedBody.announced(headers);
    if (announced > nothing) {
      return "Content-Length: %d".formatted(announced);
    }
    return said.hasNullText && isChunked ? "Transfer-Encoding: chunked" : null;
  }
}
