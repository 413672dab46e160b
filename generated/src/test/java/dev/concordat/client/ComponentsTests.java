package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.JsonAdapter;
import dev.concordat.client.runtime.JsonValue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the validator calls valid, the client never refuses, and gives back as it was. Each run has
 * the same instances; {@code -Dinstances.seed} and {@code -Dinstances} make others, and more.
 */
class ComponentsTests {
  private static final long SEED = Long.getLong("instances.seed", 20250101);
  private static final int INSTANCES = Integer.getInteger("instances", 80);

  @TestFactory
  Stream<DynamicTest> validInstancesSurviveDecodingAndEncoding() {
    return components(
        (contract, component) -> {
          SchemaInstances instances =
              new SchemaInstances(contract, new Random(SEED + component.hashCode()));
          JsonAdapter<Object> adapter = contract.adapter(component);
          int valid = 0;
          for (int i = 0; i < INSTANCES; i++) {
            String json = instances.of(component);
            if (!contract.problems(component, json).isEmpty()) {
              continue;
            }
            valid++;
            Object decoded = adapter.fromJson(json);
            assertThat(JsonValue.parse(adapter.toJson(decoded)))
                .as(json)
                .isEqualTo(JsonValue.parse(json));
            assertThat(Rebuild.value(decoded)).as(json).isEqualTo(decoded);
            assertThat(String.valueOf(decoded)).as(json).isNotNull();
          }
          assertThat(valid).as("valid instances of %s", component).isGreaterThan(INSTANCES / 10);
        });
  }

  @Test
  void everyComponentHasAClassOrIsAPlainValue() {
    Contracts.all()
        .forEach(
            contract ->
                contract
                    .components()
                    .forEach(
                        component ->
                            assertThat(
                                    contract.hasClass(component)
                                        || contract
                                            .component(component)
                                            .path("type")
                                            .asString("")
                                            .equals("string"))
                                .as(component)
                                .isTrue()));
  }

  private interface Check {
    void run(Contracts contract, String component) throws Exception;
  }

  private static Stream<DynamicTest> components(Check check) {
    return Contracts.all()
        .flatMap(
            contract ->
                contract.components().stream()
                    .filter(contract::hasClass)
                    .map(
                        component ->
                            dynamicTest(
                                contract.provider() + " " + component,
                                () -> check.run(contract, component))));
  }
}
