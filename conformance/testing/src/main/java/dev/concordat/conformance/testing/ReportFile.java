package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a report: as JSON where the file's name says so, with the members of {@code concordat
 * check --format json}; else as text.
 */
final class ReportFile {
  private static final int VERSION = 1;

  private ReportFile() {}

  static void write(Path file, List<RunReport.Entry> entries) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(Objects.requireNonNull(folder));
    String text = file.toString().endsWith(".json") ? json(entries) : text(entries);
    Files.writeString(file, text + "\n", StandardCharsets.UTF_8);
  }

  private static Map<Verdict, Integer> totals(List<RunReport.Entry> entries) {
    Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      totals.put(verdict, 0);
    }
    entries.forEach(entry -> totals.merge(entry.judgement().verdict(), 1, Integer::sum));
    return totals;
  }

  private static String text(List<RunReport.Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (RunReport.Entry entry : entries) {
      if (entry.judgement().verdict() != Verdict.CONFORMS) {
        text.append(entry.test() == null ? "in no test that is known" : entry.test());
        text.append("\n  ");
        text.append(FindingsText.of(entry.exchange(), entry.judgement()).replace("\n", "\n  "));
        text.append("\n\n");
      }
    }
    return text.append(entries.size() == 1 ? "1 exchange" : entries.size() + " exchanges")
        .append(": ")
        .append(
            totals(entries).entrySet().stream()
                .map(total -> total.getValue() + " " + total.getKey().id())
                .collect(Collectors.joining(", ")))
        .toString();
  }

  private static String json(List<RunReport.Entry> entries) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("version", VERSION);
    ObjectNode summary = report.putObject("summary");
    summary.put("exchanges", entries.size());
    totals(entries).forEach((verdict, count) -> summary.put(verdict.id(), count));
    ArrayNode exchanges = report.putArray("exchanges");
    entries.forEach(entry -> exchanges.add(exchange(entry)));
    // A surrogate that has no other half stands in no file of UTF-8.
    return SafeText.wellFormed(
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
  }

  private static ObjectNode exchange(RunReport.Entry entry) {
    ObjectNode exchange = JsonNodeFactory.instance.objectNode();
    exchange.put("test", entry.test());
    exchange.put("exchange", entry.exchange());
    exchange.put("provider", entry.judgement().provider());
    exchange.put("operation", entry.judgement().operation());
    exchange.put("verdict", entry.judgement().verdict().id());
    ArrayNode findings = exchange.putArray("findings");
    for (Finding finding : entry.judgement().findings()) {
      findings
          .addObject()
          .put("rule", finding.rule())
          .put("severity", finding.severity().id())
          .put("part", finding.part())
          .put("pointer", finding.pointer())
          .put("message", finding.message())
          .put("contract", finding.contract())
          .put("source", finding.source())
          .put("count", finding.count())
          .putObject("last")
          .put("part", finding.last().part())
          .put("pointer", finding.last().pointer());
    }
    return exchange;
  }
}
