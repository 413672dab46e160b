package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.stream.WireCases;
import dev.concordat.language.ContractException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever changes a constraint of a contract is told so by an exchange, without the double entry of
 * {@code facts/}. {@value #STEP} says that every so manyth mutant is tried, 1 all of them, which
 * takes minutes; survivors are listed in {@code target/contract-mutants.txt}, and those that are
 * known in {@code mutants/survivors.yaml} with the reason. Where {@value #AGAIN} is set, only the
 * survivors of the last run are tried. Where {@value #WRITE} is set, exchanges that tell survivors
 * are looked for and added to the cases.
 */
final class ContractMutantsTests {
  private static final String STEP = "concordat.mutants.step";
  private static final String AGAIN = "concordat.mutants.again";
  private static final String WRITE = "concordat.mutants.write";
  private static final JsonMapper JSON = new JsonMapper();

  private static final Path LIST = Path.of("target/contract-mutants.txt");

  @TempDir Path folder;

  @Test
  void everyMutantIsToldByAnExchange() throws Exception {
    int step = Integer.getInteger(STEP, 40);
    Map<String, String> known = known();
    Map<String, List<Exchange>> exchanges = exchanges();
    List<String> survivors = new ArrayList<>();
    List<String> last = Boolean.getBoolean(AGAIN) ? Files.readAllLines(LIST) : List.of("");
    int tried = 0;
    int refused = 0;
    for (String provider : exchanges.keySet()) {
      List<ContractMutant> mutants = ContractMutant.of(provider);
      Judge before = judge(provider, null);
      BothWays search = Boolean.getBoolean(WRITE) ? new BothWays(contract(provider)) : null;
      List<List<String>> expected = new ArrayList<>();
      exchanges.get(provider).forEach(exchange -> expected.add(said(before, exchange)));
      for (int i = provider.length() % step; i < mutants.size(); i += step) {
        ContractMutant mutant = mutants.get(i);
        if (last.stream().noneMatch(line -> line.isEmpty() || line.startsWith(mutant.toString()))) {
          continue;
        }
        tried++;
        try {
          Judge after = judge(provider, mutant);
          if (!isTold(after, exchanges.get(provider), expected)) {
            BothWays.Found found = search == null ? null : found(search, mutant, before, after);
            if (found == null) {
              survivors.add(mutant.toString());
            } else {
              Exchange telling = found.exchange().read();
              exchanges.get(provider).add(0, telling);
              expected.add(0, said(before, telling));
              write(provider, BothWays.lines(mutant.toString(), found, before));
            }
          }
        } catch (ContractException e) {
          refused++;
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d mutants, %d refused when read, %d told by an exchange, %d survive"
            .formatted(tried, refused, tried - refused - survivors.size(), survivors.size()));
    survivors.forEach(survivor -> lines.add(survivor + ": " + known.get(survivor)));
    Files.write(LIST, lines);

    assertThat(tried).isPositive();
    assertThat(survivors).as("mutants that no exchange tells").isSubsetOf(known.keySet());
  }

  @Test
  void everySurvivorHasAReason() {
    assertThat(known()).allSatisfy((mutant, reason) -> assertThat(reason).isNotBlank());
  }

  private static Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    JsonNode file = TestFiles.read(TestFiles.resource("mutants/survivors.yaml"));
    for (JsonNode group : file) {
      group
          .path("mutants")
          .forEach(mutant -> known.put(mutant.asString(), group.path("reason").asString()));
    }
    return known;
  }

  private static BothWays.Found found(
      BothWays search, ContractMutant mutant, Judge before, Judge after) {
    String pointer = mutant.place().substring(mutant.place().indexOf('#') + 1).split(" ", 2)[0];
    List<BothWays.Found> telling = new ArrayList<>();
    for (BothWays.Found candidate : search.candidates(pointer)) {
      Exchange exchange = candidate.exchange().read();
      if (!said(before, exchange).equals(said(after, exchange))) {
        telling.add(candidate);
        if (telling.size() > 20) {
          break;
        }
      }
    }
    // The one that says least beside what it is about, and is shortest.
    return telling.stream()
        .min(
            Comparator.comparingInt(
                    (BothWays.Found each) -> said(before, each.exchange().read()).size())
                .thenComparing(each -> each.set().toString().length()))
        .orElse(null);
  }

  private static void write(String provider, List<String> cases) throws IOException {
    Path file = BothWays.file(provider);
    if (Files.notExists(file)) {
      String about =
          "about: Each constraint of %s from both sides, a case for each mutant of it that others"
              + " do not tell.\n"
              + "cases:\n";
      Files.writeString(file, about.formatted(provider));
    }
    Files.write(file, cases, StandardOpenOption.APPEND);
  }

  private static Contract contract(String provider) {
    return Contracts.shipped().of(provider);
  }

  private static boolean isTold(
      Judge judge, List<Exchange> exchanges, List<List<String>> expected) {
    for (int i = 0; i < exchanges.size(); i++) {
      if (!said(judge, exchanges.get(i)).equals(expected.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> said(Judge judge, Exchange exchange) {
    return judge.judge(exchange).findings().stream()
        .map(
            finding ->
                "%s %s %s %s %d"
                    .formatted(
                        finding.severity(),
                        finding.rule(),
                        finding.part(),
                        finding.pointer(),
                        finding.count()))
        .sorted()
        .toList();
  }

  private Judge judge(String provider, ContractMutant mutant) throws IOException {
    Path root = folder.resolve("contracts of " + provider);
    Path own = Files.createDirectories(root.resolve(provider));
    Path shipped = TestFiles.SPEC.resolve(provider);
    for (String name : List.of("openapi.yaml", "ledger.yaml")) {
      JsonNode changed = mutant == null ? null : content(mutant, name);
      byte[] content =
          changed == null
              ? Files.readAllBytes(shipped.resolve(name))
              : JSON.writeValueAsBytes(changed);
      Files.write(own.resolve(name), content);
    }
    return new Judge(
        new Contracts(
            Contracts.read(root).all().stream()
                .filter(c -> c.provider().equals(provider))
                .toList()),
        null);
  }

  private static JsonNode content(ContractMutant mutant, String name) {
    return name.equals("openapi.yaml") ? mutant.contract() : mutant.ledger();
  }

  // All that tests judge with a literal expectation, by provider.
  private static Map<String, List<Exchange>> exchanges() throws Exception {
    List<Exchange> all = new ArrayList<>();
    ExchangeCasesTests.cases().forEach(each -> all.add(each.read()));
    WireCases.all().forEach(each -> all.add(each.exchange(each.body())));
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      try (RecordingReader reader =
          RecordingReader.open(recording.name(), new ByteArrayInputStream(recording.content()))) {
        for (RecordingReader.Entry e = reader.next(); e != null; e = reader.next()) {
          all.add(((RecordingReader.Read) e).exchange());
        }
      }
    }
    Map<String, List<Exchange>> byProvider = new HashMap<>();
    for (Exchange exchange : all) {
      byProvider
          .computeIfAbsent(String.valueOf(exchange.provider()), p -> new ArrayList<>())
          .add(exchange);
    }
    byProvider.remove("null");
    byProvider.keySet().removeIf(p -> Contracts.shipped().of(p) == null);
    return byProvider;
  }
}
