package dev.concordat.conformance.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.CallerSchema;
import dev.concordat.conformance.schema.RandomSchema;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Schemas that come with requests, in the fast way. */
final class CompiledCallersTests {
  private static final int SCHEMAS = Integer.getInteger("concordat.differential.schemas", 400);
  private static final int DOCUMENTS = 50;

  @Test
  void whatIsVouchedForSatisfiesTheSchema() {
    Random random = new Random(20251125);
    int vouched = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      RandomSchema made = new RandomSchema(random);
      CallerSchema caller = CallerSchema.of(made.schema());
      CompiledSchemas compiled = compiled(caller);
      for (int j = 0; j < DOCUMENTS; j++) {
        JsonNode document = made.document();
        if (isClean(compiled, caller, document.toString())) {
          vouched++;
          assertThat(caller.engine().validate(document, caller.root()))
              .as("%s with %s", document, made.schema())
              .isEmpty();
        }
      }
    }
    assertThat(vouched).isPositive();
  }

  // Ways to a schema that double with each level, and unions that multiply with each other.
  @ParameterizedTest
  @ValueSource(strings = {"anyOf", "oneOf", "allOf"})
  void schemasThatDoubleAreCompiledOnce(String keyword) {
    String chain =
        IntStream.range(0, 40)
            .mapToObj(i -> "\"d%d\": {\"%s\": [%s, %s]}".formatted(i, keyword, next(i), next(i)))
            .collect(Collectors.joining(", "));
    String schema =
        "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s, \"d40\": {\"type\": \"string\"}}}"
            .formatted(chain);

    assertThat(isClean(schema, "1")).isFalse();
  }

  @Test
  void unionsThatMultiplyAreGivenUp() {
    String unions =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    "{\"oneOf\": [%s]}"
                        .formatted(
                            IntStream.range(0, 10)
                                .mapToObj(
                                    j ->
                                        "{\"required\": [\"k%d\"], \"properties\": {\"k%d\": {\"const\": \"v%d\"}}}"
                                            .formatted(i, i, j))
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining(", "));

    assertThat(isClean("{\"allOf\": [%s]}".formatted(unions), "{\"k0\": \"v0\"}")).isFalse();
  }

  @Test
  void aPatternThatRunsForEverIsGivenUp() {
    String schema = "{\"pattern\": \"(a+a+)+c\"}";

    assertThat(isClean(schema, "\"%sb\"".formatted("a".repeat(100)))).isFalse();
    assertThat(isClean(schema, "\"aac\"")).isTrue();
  }

  private static String next(int i) {
    return "{\"$ref\": \"#/$defs/d%d\"}".formatted(i + 1);
  }

  private static boolean isClean(String schema, String text) {
    CallerSchema caller = CallerSchema.of(Objects.requireNonNull(JsonText.of(schema).value()));
    return isClean(compiled(caller), caller, text);
  }

  private static boolean isClean(CompiledSchemas compiled, CallerSchema caller, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return compiled.read(bytes, 0, bytes.length, caller.root(), null) != null;
  }

  private static CompiledSchemas compiled(CallerSchema caller) {
    return new CompiledSchemas(caller.graph(), new Places(caller.graph()));
  }
}
