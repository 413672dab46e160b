package dev.concordat.conformance.rule;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hides the credentials of an exchange, and what has a secret's name or form, in what is said of
 * it: reports and assertions go to public logs. All that leaves the judge passes here.
 */
final class FindingMask {
  private static final int MAX_KNOWN = 10_000;

  private final Supplier<Set<String>> words;
  private final Map<Finding, Finding> known = new ConcurrentHashMap<>();

  /**
   * A mask.
   *
   * @param words gives the names and values that contracts list, and that are no secrets
   */
  FindingMask(Supplier<Set<String>> words) {
    this.words = words;
  }

  /**
   * A judgement as it may be shown.
   *
   * @param shown what it shows of the exchange; null where that is nothing
   */
  Judgement masked(Judgement judgement, Exchange exchange, @Nullable Shown shown) {
    List<Finding> findings =
        shown != null && shown.mayBeSecret(exchange)
            ? masked(judgement.findings(), () -> ReportMask.of(exchange, words.get()))
            : judgement.findings().stream().map(this::plain).toList();
    return new Judgement(judgement.provider(), judgement.operation(), findings);
  }

  // The same are found in many exchanges.
  private Finding plain(Finding finding) {
    Finding masked = known.get(finding);
    if (masked == null) {
      masked = masked(List.of(finding), () -> ReportMask.plain(words.get())).get(0);
      // Those that show a value are found once, and would fill it for ever.
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      known.put(finding, masked);
    }
    return masked;
  }

  private static List<Finding> masked(List<Finding> findings, Supplier<ReportMask> masks) {
    try {
      ReportMask mask = masks.get();
      return findings.stream().map(finding -> masked(finding, mask)).toList();
    } catch (RuntimeException | StackOverflowError e) {
      return findings.stream().map(FindingMask::withheld).toList();
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

  private static Finding masked(Finding finding, ReportMask mask) {
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
