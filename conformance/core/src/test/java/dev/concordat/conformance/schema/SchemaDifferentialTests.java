package dev.concordat.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Random schemas and random documents: whatever is told of a union, the verdict is that of plain
 * networknt in JSON Schema 2020-12. The system property {@value #PAIRS} says how many pairs are
 * tried, {@value #SEED} with which seed.
 */
final class SchemaDifferentialTests {
  private static final String PAIRS = "concordat.differential.pairs";
  private static final String SEED = "concordat.differential.seed";
  private static final int DOCUMENTS = 50;

  @Test
  void verdictIsThatOfPlainNetworknt() {
    long pairs = Long.getLong(PAIRS, 20_000);
    Random random = new Random(Long.getLong(SEED, 20251125));
    List<String> differences = new ArrayList<>();
    long valid = 0;
    long tried = 0;
    while (tried < pairs) {
      RandomSchema made = new RandomSchema(random);
      JsonNode json = made.schema();
      Schema plain = plain(json);
      SchemaGraph graph = SchemaGraph.compile(json, List.of("#"));
      SchemaEngine engine = SchemaEngine.of(graph);
      CallerSchema caller = CallerSchema.of(json);
      for (int i = 0; i < DOCUMENTS; i++) {
        JsonNode document = made.document();
        boolean expected = plain.validate(document).isEmpty();
        compare("contract", engine, graph.at("#"), json, document, expected, differences);
        compare("caller", caller.engine(), caller.root(), json, document, expected, differences);
        valid += expected ? 1 : 0;
        tried++;
      }
    }
    assertThat(differences).isEmpty();
    // A test whose documents are all of one kind would show nothing.
    assertThat(valid).isBetween(tried / 20, tried * 19 / 20);
  }

  private static void compare(
      String reader,
      SchemaEngine engine,
      SchemaNode schema,
      JsonNode json,
      JsonNode document,
      boolean expected,
      List<String> differences) {
    boolean found;
    try {
      found = engine.validate(document, schema).isEmpty();
    } catch (SchemaEngine.BudgetException e) {
      // What cannot be told is unchecked, which is no verdict.
      return;
    }
    if (found != expected && differences.size() < 10) {
      differences.add(
          "%s %s: %s with %s".formatted(reader, expected ? "rejects" : "accepts", document, json));
    }
  }

  private static Schema plain(JsonNode json) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();
    return SchemaRegistry.withDialect(
            Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(config))
        .getSchema(SchemaLocation.of("concordat:plain"), json);
  }
}
