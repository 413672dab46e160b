package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.language.ContractException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Contracts of any content. One that is refused is so with its file named; one that is taken judges
 * what ships without failing: no mistake waits for the first exchange.
 */
public final class ContractsTarget {
  private static final List<String> PROVIDERS =
      Seeds.CONTRACTS.all().stream().map(contract -> contract.provider()).toList();
  private static final Path FOLDER = folder();

  private ContractsTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draws data = new Draws(input);
    Mutations mutations = new Mutations(data);
    String provider = data.one(PROVIDERS);
    Path contract = FOLDER.resolve(provider).resolve("openapi.yaml");
    Files.createDirectories(contract.getParent());
    String text =
        data.number(0, 9) == 0 ? data.restOfText() : lines(shipped(provider), mutations, data);
    Files.writeString(contract, text);
    Contracts contracts;
    try {
      contracts = Seeds.CONTRACTS.with(List.of(contract.getParent()));
    } catch (ContractException expected) {
      if (expected.getMessage() == null || !expected.getMessage().contains("openapi.yaml")) {
        throw new AssertionError("the message does not name the file", expected);
      }
      return;
    }
    Judge judge = new Judge(contracts, null);
    for (Exchange exchange : Seeds.EXCHANGES) {
      if (provider.equals(exchange.provider())) {
        RecordingsTarget.check(judge.judge(exchange));
      }
    }
  }

  // Whole lines are what people get wrong: one is dropped, moved, doubled, or its words changed.
  private static String lines(String text, Mutations mutations, Draws data) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = data.number(1, 3); i > 0 && !lines.isEmpty(); i--) {
      int at = data.number(0, lines.size() - 1);
      String line = lines.get(at);
      switch (data.number(0, 5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, data.one(lines));
        case 2 -> lines.set(at, "  " + line);
        case 3 -> lines.set(at, line.replaceFirst("^ {2}", ""));
        case 4 -> lines.set(at, value(line, data.one(lines)));
        default -> lines.set(at, mutations.bytes(line));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String value(String line, String other) {
    int colon = line.indexOf(": ");
    int otherColon = other.indexOf(": ");
    return colon < 0 || otherColon < 0
        ? line
        : line.substring(0, colon) + other.substring(otherColon);
  }

  private static String shipped(String provider) {
    String name = "/dev/concordat/spec/" + provider + "/openapi.yaml";
    try (InputStream in = ContractsTarget.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("concordat-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
