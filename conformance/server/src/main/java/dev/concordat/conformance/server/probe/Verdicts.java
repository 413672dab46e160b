package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.rule.ErrorShape;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says how a case came out. */
final class Verdicts {
  // The reason is the worst finding; what the probe itself says of an exchange says more than what
  // follows from it.
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.rule().startsWith("probe."))
          .thenComparing(Finding::severity)
          .reversed();

  private final Contract contract;
  private final RefusalCause refusals;

  Verdicts(Contract contract) {
    this.contract = contract;
    this.refusals = new RefusalCause(contract.errors());
  }

  CaseResult of(ProbeCase probeCase, Answered answered) {
    return judged(probeCase, answered).of(answered.exchange());
  }

  private CaseResult judged(ProbeCase probeCase, Answered answered) {
    if (answered.failure() != null) {
      return result(probeCase, Outcome.FAIL, answered.all());
    }
    Finding refused = refusals.forNow(answered);
    return switch (probeCase.expectation()) {
      case ANSWER, CALL -> ofAnswer(probeCase, answered, refused);
      case REFUSAL -> ofRefusal(probeCase, answered, refused);
      case NO_ENTRY -> ofNoEntry(probeCase, answered, refused);
    };
  }

  private CaseResult ofAnswer(ProbeCase probeCase, Answered answered, @Nullable Finding refused) {
    List<Finding> findings = new ArrayList<>();
    if (refused != null) {
      findings.add(refused);
    } else if (!answered.isSuccess()) {
      findings.add(
          violation(
              "probe.status",
              "response.status",
              "expected an answer; found status %d%s"
                  .formatted(answered.status(), message(answered))));
    } else if (isDocumentedError(probeCase.operation(), answered)) {
      findings.add(
          violation(
              "probe.error-answer",
              "response.body",
              "expected an answer; found an error" + message(answered)));
    }
    findings.addAll(answered.findings());
    if (findings.stream().anyMatch(Verdicts::isWrong)) {
      return result(probeCase, Outcome.FAIL, findings);
    }
    if (!findings.isEmpty()) {
      return result(probeCase, Outcome.WARN, findings);
    }
    boolean isCall = answered.text().contains("\"tool_calls\"");
    return probeCase.expectation() == ProbeCase.Expectation.CALL && !isCall
        ? result(probeCase, Outcome.WARN, "the answer conforms, and calls no function", findings)
        : result(probeCase, Outcome.PASS, "the answer conforms", findings);
  }

  // That the contract says nothing of an answer is not the server's fault.
  private static boolean isWrong(Finding finding) {
    return finding.severity() != Severity.DRIFT && !finding.rule().equals("response.schema");
  }

  private CaseResult ofRefusal(ProbeCase probeCase, Answered answered, @Nullable Finding refused) {
    if (refused != null) {
      return result(probeCase, Outcome.SKIP, refused.message(), List.of(refused));
    }
    if (isRefusal(probeCase.operation(), answered)) {
      return result(probeCase, Outcome.PASS, "refused with status " + answered.status(), List.of());
    }
    if (answered.isSuccess()) {
      Finding accepted =
          new Finding(
              "probe.accepted",
              Severity.DRIFT,
              "request",
              "",
              "expected a refusal; the server accepts it",
              contract.place(probeCase.place()),
              contract.source(probeCase.place()));
      return result(probeCase, Outcome.WARN, List.of(accepted));
    }
    return notRefused(probeCase, answered, "expected a refusal with a status of 4xx");
  }

  private CaseResult ofNoEntry(ProbeCase probeCase, Answered answered, @Nullable Finding refused) {
    if (refused != null) {
      return result(probeCase, Outcome.SKIP, refused.message(), List.of(refused));
    }
    if (isRefusal(probeCase.operation(), answered)) {
      return result(probeCase, Outcome.PASS, "refused with status " + answered.status(), List.of());
    }
    if (answered.isSuccess() && Signing.isOptional(probeCase.operation())) {
      return result(
          probeCase,
          Outcome.SKIP,
          "the server wants no credential, and the contract does not require one",
          List.of());
    }
    return notRefused(probeCase, answered, "expected a refusal for want of a good credential");
  }

  private CaseResult notRefused(ProbeCase probeCase, Answered answered, String expected) {
    return result(
        probeCase,
        Outcome.FAIL,
        List.of(
            violation(
                "probe.refusal",
                "response.status",
                "%s; found status %d%s"
                    .formatted(expected, answered.status(), message(answered)))));
  }

  /** How the server says no: as the contract describes it, if it does. */
  CaseResult ofErrorForm(ProbeCase probeCase, Answered answered) {
    Operation operation = probeCase.operation();
    boolean isDescribed =
        operation.response(answered.status()) != null
            && (!answered.isSuccess() || isDocumentedError(operation, answered));
    if (!isDescribed) {
      return result(
          probeCase,
          Outcome.SKIP,
          "the contract describes no answer with status %d; it was %s%s"
              .formatted(answered.status(), answered.mediaType(), message(answered)),
          List.of());
    }
    List<Finding> findings = answered.findings();
    if (findings.isEmpty()) {
      return result(
          probeCase, Outcome.PASS, "the error has the form that the contract describes", findings);
    }
    boolean isDrift = findings.stream().allMatch(f -> f.severity() == Severity.DRIFT);
    return result(probeCase, isDrift ? Outcome.WARN : Outcome.FAIL, findings);
  }

  /** Why there is nothing to learn from more requests, given the answer to the least; or null. */
  @Nullable String futility(Answered least) {
    if (least.exchange().response() == null) {
      return "the server gave no answer to the minimal request";
    }
    if (refusals.forNow(least) != null) {
      return "the server had too much to do for the minimal request";
    }
    return refusals.isOfCredential(least)
        ? "the server refuses the minimal request for want of a good credential"
        : null;
  }

  /** Whether the server says no. */
  static boolean isRefusal(Operation operation, Answered answered) {
    return (answered.status() >= 400 && answered.status() < 500)
        || isDocumentedError(operation, answered);
  }

  // An error that may stand in place of an answer, under the status of one.
  private static boolean isDocumentedError(Operation operation, Answered answered) {
    Operation.Response described = operation.response(answered.status());
    SchemaNode error = described == null ? null : described.error();
    JsonNode body = error == null ? null : answered.json();
    return error != null
        && body != null
        && answered.isSuccess()
        && error.required().stream().anyMatch(body::has);
  }

  private String message(Answered answered) {
    JsonNode body = answered.json();
    String message = body == null ? null : ErrorShape.messageOfError(body);
    return message == null
        ? ""
        : ": " + ReportMask.of(answered.exchange(), contract.words()).text(message);
  }

  private static Finding violation(String rule, String part, String message) {
    return Answered.finding(rule, Severity.VIOLATION, part, message);
  }

  private CaseResult result(ProbeCase probeCase, Outcome outcome, List<Finding> findings) {
    List<Finding> sorted = findings.stream().sorted(WORST_FIRST).toList();
    Finding first = sorted.get(0);
    String more = sorted.size() == 1 ? "" : " (and %d more)".formatted(sorted.size() - 1);
    return result(
        probeCase, outcome, "%s: %s%s".formatted(first.rule(), first.message(), more), sorted);
  }

  CaseResult result(ProbeCase probeCase, Outcome outcome, String reason, List<Finding> findings) {
    return new CaseResult(
        contract.provider(),
        probeCase.operation().id(),
        probeCase.name(),
        outcome,
        reason,
        findings,
        contract.place(probeCase.place()),
        null);
  }
}
