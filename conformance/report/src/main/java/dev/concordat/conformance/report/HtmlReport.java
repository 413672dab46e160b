package dev.concordat.conformance.report;

import dev.concordat.conformance.rule.RuleCatalogue;
import dev.concordat.conformance.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The page. Exchanges are written in blocks as they come, what lists them in further blocks, and
 * what sums them up at the end. No more than a block is held. Bodies are there as long as the page
 * has room: of exchanges that have findings longer than of those that conform.
 */
final class HtmlReport implements Report {
  /**
   * The most bytes that exchanges take; the page stays below 20 MB with all that is beside them.
   */
  static final long ROOM = 14L << 20;

  private static final long ROOM_OF_WHAT_CONFORMS = 8L << 20;
  private static final int BLOCK = 256 << 10;
  private static final int ROWS = 1000;
  private static final int MAX_SEARCHED = 160;

  private final PrintWriter out;
  private final DataBlocks blocks;
  private final PageExchange exchanges;
  private final PagePlaces places;
  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final Map<String, Integer> rules = new LinkedHashMap<>();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
  private int blockCount;
  private int inBlock;
  private int inRows;

  HtmlReport(PrintWriter out, ReportSettings settings) {
    this.out = out;
    this.blocks = new DataBlocks(out);
    this.exchanges = new PageExchange(settings.contracts());
    this.places = new PagePlaces(settings.contracts());
    String style = resource("page.css");
    out.printf(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        script-src 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="Concordat">
        <title>Concordat</title>
        <style>%s</style>
        %s\
        """,
        hash(resource("page.js")), hash(style), style, resource("page.html"));
  }

  @Override
  public void exchange(JudgedEntry entry) {
    entry.findings().forEach(places::take);
    boolean kept =
        blocks.written() + block.size() / 4
            < (entry.verdict() == Verdict.CONFORMS ? ROOM_OF_WHAT_CONFORMS : ROOM);
    if (kept) {
      append(block, inBlock++, DataBlocks.bytes(json -> exchanges.write(json, entry)));
    }
    byte[] row = DataBlocks.bytes(json -> row(json, entry, kept));
    append(rows, inRows++, row);
    if (block.size() >= BLOCK) {
      endBlock();
    }
    if (inRows == ROWS) {
      endRows();
    }
  }

  private static void append(ByteArrayOutputStream list, int before, byte[] json) {
    list.write(before == 0 ? '[' : ',');
    list.writeBytes(json);
  }

  private void endBlock() {
    if (inBlock > 0) {
      block.write(']');
      blocks.write("exchanges", block.toByteArray());
      block.reset();
      blockCount++;
      inBlock = 0;
    }
  }

  private void endRows() {
    if (inRows > 0) {
      rows.write(']');
      blocks.write("rows", rows.toByteArray());
      rows.reset();
      inRows = 0;
    }
  }

  // A row is a list: there may be very many.
  private void row(JsonGenerator json, JudgedEntry entry, boolean kept) {
    json.writeStartArray();
    json.writeNumber(number(files, entry.file()));
    json.writeNumber(entry.index());
    text(json, entry.judgement().provider());
    json.writeString(exchanges.clear(entry.what()));
    json.writeString(entry.verdict().id());
    json.writeStartArray();
    Set<String> found = new LinkedHashSet<>();
    entry.findings().forEach(weighed -> found.add(weighed.finding().rule()));
    found.forEach(rule -> json.writeNumber(number(rules, rule)));
    json.writeEndArray();
    json.writeStartArray();
    json.writeNumber(kept ? blockCount : -1);
    json.writeNumber(kept ? inBlock - 1 : 0);
    json.writeEndArray();
    String message =
        entry.findings().isEmpty()
            ? ""
            : exchanges.clear(entry.findings().get(0).finding().message());
    json.writeString(message.substring(0, Math.min(message.length(), MAX_SEARCHED)));
    json.writeEndArray();
  }

  private static int number(Map<String, Integer> names, String name) {
    return names.computeIfAbsent(name, absent -> names.size());
  }

  private static void text(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(text);
    }
  }

  @Override
  public void end(RunSummary summary) {
    endBlock();
    endRows();
    blocks.write("meta", json -> meta(json, summary));
    out.printf("<script>%s</script>%n</html>%n", resource("page.js"));
    out.flush();
  }

  private void meta(JsonGenerator json, RunSummary summary) {
    json.writeStartObject();
    names(json, "files", files.keySet());
    names(json, "ruleNames", rules.keySet());
    json.writeObjectPropertyStart("totals");
    summary.totals().forEach((verdict, count) -> json.writeNumberProperty(verdict.id(), count));
    json.writeEndObject();
    json.writeNumberProperty("failing", summary.failing());
    json.writeNumberProperty("accepted", summary.accepted());
    names(json, "remarks", summary.notes());
    json.writeObjectPropertyStart("rules");
    for (String rule : rules.keySet()) {
      RuleCatalogue.Entry entry = RuleCatalogue.of(rule);
      if (entry != null) {
        json.writeObjectPropertyStart(rule);
        json.writeStringProperty("meaning", entry.meaning());
        json.writeStringProperty("remedy", entry.remedy());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    places.write(json, summary.coverage());
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String property, Iterable<String> names) {
    json.writeArrayPropertyStart(property);
    names.forEach(json::writeString);
    json.writeEndArray();
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // As a policy names what may run.
  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
