package dev.concordat.conformance.rule;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.List;
import java.util.Set;

/**
 * Hides the credentials of an exchange, and what has a secret's name or form, in what is said of
 * it: reports and assertions go to public logs. All that leaves the judge passes here.
 */
final class FindingMask {
  private final ReportMask mask;

  private FindingMask(ReportMask mask) {
    this.mask = mask;
  }

  /** The judgement as it may be shown. */
  static Judgement of(Judgement judgement, Exchange exchange, Set<String> words) {
    if (judgement.findings().isEmpty()) {
      return judgement;
    }
    return new Judgement(
        judgement.provider(), judgement.operation(), masked(judgement, exchange, words));
  }

  private static List<Finding> masked(Judgement judgement, Exchange exchange, Set<String> words) {
    try {
      FindingMask mask = new FindingMask(ReportMask.of(exchange, words));
      return judgement.findings().stream().map(mask::masked).toList();
    } catch (RuntimeException | StackOverflowError e) {
      return judgement.findings().stream().map(FindingMask::withheld).toList();
    }
  }

  private static Finding withheld(Finding finding) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        "exchange",
        "",
        "what was found is not shown, as it could not be cleared of secrets",
        finding.contract(),
        finding.source());
  }

  private Finding masked(Finding finding) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        mask.text(finding.part()),
        mask.text(finding.pointer()),
        mask.message(name(finding), finding.message()),
        finding.contract(),
        finding.source(),
        mask.text(finding.subject()),
        finding.count(),
        new Finding.At(mask.text(finding.last().part()), mask.text(finding.last().pointer())));
  }

  // What has the value that a message shows: a member, a header or a parameter.
  private static String name(Finding finding) {
    String pointer = finding.pointer();
    if (!pointer.isEmpty()) {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
    String part = finding.part();
    return part.contains(".header.") || part.contains(".query.")
        ? part.substring(part.lastIndexOf('.') + 1)
        : "";
  }
}
