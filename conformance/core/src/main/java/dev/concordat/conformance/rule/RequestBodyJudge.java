package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of the request is of a described media type and satisfies its schema. */
final class RequestBodyJudge {
  private static final String PART = "request.body";

  private RequestBodyJudge() {}

  /** Judges the body; its value, or null where it is none that could be read as JSON. */
  static @Nullable JsonNode judge(Case exchange) {
    Contract contract = exchange.contract();
    Operation operation = exchange.operation();
    Exchange.Request request = exchange.exchange().request();
    Findings findings = exchange.findings();
    Operation.RequestBody described = operation.requestBody();
    Body body = request.body();
    String misnamed = described == null ? null : misnamed(request, described);
    if (described != null && misnamed != null) {
      findings.add(
          "request.media-type",
          Severity.VIOLATION,
          "request.header.content-type",
          "",
          misnamed,
          described.mediaTypeRequiredPointer());
    }
    if (body == null || body.isEmpty()) {
      if (described != null && described.required()) {
        Ledger.Entry entry = contract.ledger().toleratingAbsent(described.pointer(), "body", null);
        String excuse = entry == null ? "" : "; callers do this (%s)".formatted(entry.id());
        findings.add(
            "request.body",
            entry == null ? Severity.VIOLATION : Severity.DRIFT,
            PART,
            "",
            "expected a body; the request has none" + excuse,
            described.pointer());
      }
      return null;
    }
    ProviderCoverage covered = exchange.coverage();
    BodyJudge judge = new BodyJudge(PART, findings, covered);
    boolean isExpected = described != null && described.required();
    if (!body.isRecorded() && body.size() == 0 && !isExpected) {
      return null;
    }
    if (described == null) {
      covered.notJudged("request.body", body.size());
      findings.add(
          "request.body",
          Severity.UNCHECKED,
          PART,
          "",
          "the request has a body, and none is described",
          operation.pointer());
      return null;
    }
    if (!judge.isRecorded(body, described.pointer())) {
      return null;
    }
    if (misnamed != null) {
      covered.notJudged("request.media-type", body.bytes().length);
      return null;
    }
    MediaType mediaType =
        judge.mediaType(body, request.headers(), described.content(), described.pointer());
    if (mediaType == null || !judge.isDecoded(body, mediaType.pointer())) {
      return null;
    }
    if (mediaType.schema() == null) {
      covered.notJudged("request.schema", body.size());
      findings.add(
          "request.schema",
          Severity.UNCHECKED,
          PART,
          "",
          "the contract has no schema of the body",
          mediaType.pointer());
      return null;
    }
    ValueJudge values = new ValueJudge(exchange);
    if (!BodyJudge.isJson(body, mediaType.schema())) {
      JsonNode text = judge.text(body, mediaType.pointer());
      if (text != null) {
        values.judge(PART, text, mediaType.schema());
      }
      return text;
    }
    CompiledSchemas.Clean clean =
        values.read(body, mediaType.schema(), contract.wanted(operation).request());
    if (clean != null) {
      covered.clean(body.size(), clean);
      return clean.kept();
    }
    JsonNode value = judge.json(body, mediaType.pointer());
    if (value != null) {
      values.judge(PART, value, mediaType.schema());
    }
    return value;
  }

  // What is wrong with a media type that the request has to say; null where nothing is.
  private static @Nullable String misnamed(
      Exchange.Request request, Operation.RequestBody described) {
    Body body = request.body();
    String ofBody = body == null ? null : body.mediaType();
    String stated = ofBody == null ? request.headers().first("Content-Type") : ofBody;
    for (String other : request.headers().all("Content-Type")) {
      boolean isDescribed = Operation.find(described.content(), other) != null;
      stated = isDescribed ? stated : other;
    }
    if (!described.mediaTypeRequired()
        || (stated != null && Operation.find(described.content(), stated) != null)) {
      return null;
    }
    return "expected Content-Type %s%s"
        .formatted(
            String.join(" or ", described.content().keySet()),
            stated == null ? ", which is missing" : "; found " + stated);
  }
}
