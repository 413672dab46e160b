package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.drift.Drift;
import dev.concordat.conformance.drift.DriftCollector;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No secret is found in a recording, in findings or in drift, wherever it was. */
final class CanaryPlacementTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final List<Canary> CANARIES = Canary.all();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void thereAreMany() {
    assertThat(CANARIES).hasSizeGreaterThan(300);
  }

  @Test
  void noneIsRecorded() throws Exception {
    List<String> found = new ArrayList<>();
    int refused = 0;
    for (Canary canary : CANARIES) {
      Path file = folder.resolve("out.jsonl");
      Files.deleteIfExists(file);
      try (RecordingWriter writer = RecordingWriter.open(file, CONTRACTS.words())) {
        writer.append(canary.wire().exchange());
      } catch (RedactionException e) {
        refused++;
        assertThat(canary.row().has("coding")).as(canary.name() + e.getMessage()).isTrue();
        assertThat(canary.isIn(e.getMessage())).as(canary.name()).isFalse();
        continue;
      }
      if (texts(Files.readString(file)).stream().anyMatch(canary::isIn)) {
        found.add(canary.name());
      }
    }
    assertThat(found).isEmpty();
    assertThat(refused).isLessThan(CANARIES.size() / 4);
  }

  @Test
  void noneIsInAFinding() {
    List<String> found = new ArrayList<>();
    for (Canary canary : CANARIES) {
      Judgement judgement =
          new Judge(CONTRACTS, "maas").judge(judged(canary.wire().exchange()).decoded());
      for (Finding finding : judgement.findings()) {
        if (canary.isIn(finding.toString())) {
          found.add(canary.name() + ": " + finding);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noneIsInDrift() {
    List<String> found = new ArrayList<>();
    for (Canary canary : CANARIES) {
      DriftCollector drift = new DriftCollector();
      new Judge(CONTRACTS, NamedProviders.ofAll("maas"), drift)
          .judge(judged(canary.wire().exchange()).decoded());
      for (Drift each : drift.drifts()) {
        if (canary.isIn(each.toString())) {
          found.add(canary.name() + ": " + each);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theVerdictReadBackIsTheVerdictLive() throws Exception {
    Judge judge = new Judge(CONTRACTS, "maas");
    for (Canary canary : CANARIES) {
      Path file = folder.resolve("out.jsonl");
      Files.deleteIfExists(file);
      WireExchange exchange = judged(canary.wire().exchange());
      try (RecordingWriter writer = RecordingWriter.open(file, CONTRACTS.words())) {
        writer.append(exchange);
      } catch (RedactionException e) {
        continue;
      }
      try (RecordingReader reader = RecordingReader.open(file)) {
        Exchange read = ((RecordingReader.Read) reader.next()).exchange();
        assertThat(rules(judge.judge(read)))
            .as(canary.name())
            .isEqualTo(rules(judge.judge(exchange.decoded())));
      }
    }
  }

  private static List<String> rules(Judgement judgement) {
    return judgement.findings().stream()
        .map(finding -> finding.rule() + " " + finding.severity())
        .toList();
  }

  // Of a provider whose paths and hosts are any.
  private static WireExchange judged(WireExchange exchange) {
    return new WireExchange(
        "maas", exchange.started(), exchange.request(), exchange.response(), exchange.broken());
  }

  private static List<String> texts(String file) {
    List<String> texts = new ArrayList<>();
    texts.add(file);
    file.lines().forEach(line -> strings(JSON.readTree(line), texts));
    for (String text : List.copyOf(texts)) {
      texts.add(joined(text));
      try {
        texts.add(new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1));
        texts.add(texts.get(texts.size() - 1).replace("\0", ""));
      } catch (IllegalArgumentException e) {
        // It is none.
      }
    }
    return texts;
  }

  private static void strings(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.asString());
    }
    node.forEach(child -> strings(child, texts));
  }

  // The text of the choice, as a client would add it up.
  private static String joined(String stream) {
    StringBuilder joined = new StringBuilder();
    for (String line : stream.split("\n", -1)) {
      if (line.startsWith("data: {")) {
        try {
          joined.append(
              JSON.readTree(line.substring(6)).at("/choices/0/delta/content").asString(""));
        } catch (tools.jackson.core.JacksonException e) {
          // It is cut by a mask, which is no matter here.
        }
      }
    }
    return joined.toString();
  }
}
