package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Takes a body as far as a JSON value: the media type is described, the content was decoded, the
 * text is JSON. Where one of these fails there is a finding and no value.
 */
record BodyJudge(String part, Findings findings, ProviderCoverage coverage) {
  private static final String CUT_SHORT = "body.truncated";

  /**
   * The entry of the contract for a body's media type, or null where there is none. Where headers
   * say several, that is said.
   */
  @Nullable MediaType mediaType(
      Body body, Headers headers, Map<String, MediaType> content, String place) {
    String stated = body.mediaType();
    MediaType found = stated == null ? null : Operation.find(content, stated);
    if (stated == null || found == null) {
      String described = String.join(", ", content.keySet());
      unchecked(
          side() + ".media-type",
          body.size(),
          stated == null
              ? "the body has no media type; described are " + described
              : "the media type %s is not described; described are %s".formatted(stated, described),
          place);
      return null;
    }
    coverage.mediaType(found);
    onlyOne(stated, headers, place);
    return found;
  }

  /** Says where headers name another media type beside the one that is taken. */
  void onlyOne(String stated, Headers headers, String place) {
    List<String> named = headers.all("Content-Type");
    for (String other : named.size() > 1 ? named : List.<String>of()) {
      if (!Operation.essence(other).equals(Operation.essence(stated))) {
        findings.add(
            side() + ".media-type",
            Severity.UNCHECKED,
            part,
            "",
            "another Content-Type than %s is sent beside it, %s; which one holds cannot be told"
                .formatted(stated, other),
            place);
      }
    }
  }

  /** Whether the recording has the content; where it does not, that is said. */
  boolean isRecorded(Body body, String place) {
    return body.isRecorded() || isDecoded(body, place);
  }

  /** Says that a recorder cut the content short; its whole length is stated. */
  void cutShort(Body body, long length, String place) {
    unchecked(
        CUT_SHORT,
        body.whole() - length,
        "the recording has %d of the body's %d bytes, and the text ends too early to be judged to its end; record it whole"
            .formatted(length, body.whole()),
        place);
  }

  /** Whether the content was decoded. */
  boolean isDecoded(Body body, String place) {
    Body.Undecoded undecoded = body.undecoded();
    if (undecoded == null) {
      return true;
    }
    unchecked(undecoded.rule(), body.size(), undecoded.message(), place);
    return false;
  }

  /**
   * Whether a body is judged as JSON. What is a text by its media type and by its schema is not,
   * and neither is what has a form of its own.
   */
  static boolean isJson(Body body, SchemaNode schema) {
    String type = body.mediaType() == null ? "" : Operation.essence(body.mediaType());
    boolean isText = type.startsWith("text/");
    return type.isEmpty()
        || (type.endsWith("json") && !type.endsWith("ndjson"))
        || (isText && !JsonType.STRING.isOneOf(schema.types()));
  }

  /**
   * The value of a body that is not judged as JSON: a text; null where it is held against nothing,
   * which is said.
   */
  @Nullable JsonNode text(Body body, String place) {
    if (String.valueOf(body.mediaType()).startsWith("text/")) {
      coverage.judged(body.size());
      return JsonNodeFactory.instance.stringNode(new String(body.bytes(), body.charset()));
    }
    unchecked(
        side() + ".schema",
        body.size(),
        "a body in %s is not held against its schema".formatted(body.mediaType()),
        place);
    return null;
  }

  /** The value of a JSON body, or null where it has none. */
  @Nullable JsonNode json(Body body, String place) {
    JsonText text = JsonText.of(body);
    JsonText.Failure failure = text.failure();
    if (failure != null && failure.isCut() && body.isCutAt(body.bytes().length)) {
      coverage.notJudged(failure.rule(), body.size());
      cutShort(body, body.bytes().length, place);
    } else if (failure != null) {
      coverage.notJudged(failure.rule(), body.size());
      findings.add(
          failure.rule(),
          failure.isLimit() ? Severity.UNCHECKED : Severity.VIOLATION,
          part,
          "",
          failure.message(),
          place);
    } else {
      coverage.judged(body.size());
    }
    return text.value();
  }

  private void unchecked(String rule, long bytes, String message, String place) {
    coverage.notJudged(rule, bytes);
    findings.add(rule, Severity.UNCHECKED, part, "", message, place);
  }

  private String side() {
    return part.substring(0, part.indexOf('.'));
  }
}
