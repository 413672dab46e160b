package dev.concordat.conformance.rule;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be known of each rule: what is a class of its own says it itself, the rest stands in
 * {@code rules.yaml}, read when it is first asked for. Reports, {@code concordat explain} and
 * {@code docs/rules.md} are made from it.
 */
public final class RuleCatalogue {
  private static final String FILE = "rules.yaml";

  private RuleCatalogue() {}

  /**
   * A rule.
   *
   * @param id the name in findings, such as {@code schema.enum}
   * @param severities what its findings weigh, the heaviest first where that depends on the case
   * @param meaning what it says where it finds something
   * @param example something that breaks it
   * @param remedy what to do
   */
  public record Entry(
      String id, List<Severity> severities, String meaning, String example, String remedy) {}

  private static final class Loaded {
    static final Map<String, Entry> ENTRIES = read();
  }

  /** All rules: those of the file in its order, which is that of judging, and then the others. */
  public static Collection<Entry> all() {
    return Loaded.ENTRIES.values();
  }

  /** A rule, or null where there is none of this name. */
  public static @Nullable Entry of(String id) {
    return Loaded.ENTRIES.get(id);
  }

  private static Map<String, Entry> read() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(RuleCatalogue.class.getResourceAsStream(FILE), FILE)) {
      for (JsonNode json : SourceTree.read(FILE, in).root()) {
        List<Severity> severities = new ArrayList<>();
        json.path("severity")
            .forEach(
                name -> severities.add(Severity.valueOf(name.asString().toUpperCase(Locale.ROOT))));
        add(
            entries,
            new Entry(
                json.path("id").asString(),
                List.copyOf(severities),
                json.path("meaning").asString(),
                json.path("example").asString(),
                json.path("remedy").asString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stream.concat(HeadRule.ALL.stream(), AgreementRule.ALL.stream())
        .flatMap(rule -> rule.entries().stream())
        .forEach(entry -> add(entries, entry));
    return Collections.unmodifiableMap(entries);
  }

  private static void add(Map<String, Entry> entries, Entry entry) {
    if (entries.put(entry.id(), entry) != null) {
      throw new IllegalStateException("the rule %s is told twice".formatted(entry.id()));
    }
  }
}
