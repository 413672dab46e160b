package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.concordat.client.SchemaInstances;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.TestFiles;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the checker lets pass, the client never refuses. */
final class ClientAgreementTests {
  private static final Pattern INDEX = Pattern.compile("\"index\"\\s*:\\s*[-+.\\deE]+");
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final int INSTANCES = Integer.getInteger("instances", 800);
  private static final long SEED = Long.getLong("instances.seed", 20250101);

  static Stream<WireCase> passing() {
    return WireCases.all().stream()
        .filter(wire -> List.of("conforms", "drifts").contains(wire.verdict()));
  }

  static Stream<WireCase> cutOff() {
    return WireCases.all().stream()
        .filter(wire -> wire.verdict().equals("violates"))
        .filter(
            wire -> wire.findings().stream().anyMatch(f -> f.rule().equals("stream.terminator")))
        .filter(wire -> !wire.body().contains("data: [DONE]"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void anAnswerThatPassesIsReadToItsEnd(WireCase wire) throws IOException {
    // An error that the contract describes passes, and is an error to the client.
    assertThatCode(
            () -> {
              try {
                call(wire);
              } catch (ProviderErrorException described) {
                assertThat(described.code() != null || described.providerMessage() != null)
                    .isTrue();
              }
            })
        .as(wire.body())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("cutOff")
  void aStreamWithoutItsEndIsRefusedByBoth(WireCase wire) {
    assertThatThrownBy(() -> call(wire)).isInstanceOf(ProviderException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "intern,GET,https://chat.intern-ai.org.cn/api/v1/models,ModelList",
    "intern,POST,https://chat.intern-ai.org.cn/api/v1/chat/completions,ChatCompletion",
    "azion,POST,https://function.example.com/v1/chat/completions,ChatCompletion",
    "maas,POST,https://task.example.com/v1/chat/completions,ChatCompletion",
    "maas,POST,https://task.example.com/v1/completions,Completion",
    "qianfan,POST,https://qianfan.baidubce.com/wenxinworkshop/modelrepo/eval/model/list,"
        + "EvaluableModelList"
  })
  void generatedAnswersThatPassSurviveTheClient(
      String provider, String method, String url, String component) throws Exception {
    JsonNode contract = TestFiles.read(TestFiles.SPEC.resolve(provider + "/openapi.yaml"));
    SchemaInstances instances = new SchemaInstances(contract, new Random(SEED));
    JsonAdapter<Object> adapter =
        new Moshi.Builder()
            .add(WireClient.ADAPTERS.get(provider))
            .build()
            .adapter((Type) Class.forName("dev.concordat.client." + provider + "." + component));
    Judge judge = new Judge(CONTRACTS, provider);
    int passed = 0;
    for (int i = 0; i < INSTANCES; i++) {
      String json = numbered(instances.of(component));
      Judgement judgement = judge.judge(exchange(provider, method, url, json));
      if (judgement.verdict() == Verdict.CONFORMS || judgement.verdict() == Verdict.DRIFTS) {
        passed++;
        assertThat(JsonValue.parse(adapter.toJson(adapter.fromJson(json))))
            .as(json)
            .isEqualTo(JsonValue.parse(json));
      }
    }
    assertThat(passed).as("answers that passed").isGreaterThan(20);
  }

  // Choices are numbered from 0, which their schema does not say.
  private static String numbered(String json) {
    AtomicInteger next = new AtomicInteger();
    return INDEX.matcher(json).replaceAll(found -> "\"index\":" + next.getAndIncrement());
  }

  private static Exchange exchange(String provider, String method, String url, String answer) {
    String request =
        switch (url.substring(url.lastIndexOf('/'))) {
          case "/completions" ->
              url.contains("/chat/")
                  ? "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                  : "{\"model\":\"m\",\"prompt\":\"Hi\"}";
          default -> "{}";
        };
    Headers headers =
        provider.equals("qianfan")
            ? Headers.of(
                "Authorization", "bce-auth-v1/key/2024-09-30T00:00:00Z/1800/host/signature")
            : Headers.of();
    return new Exchange(
        provider,
        null,
        new Exchange.Request(
            method,
            url,
            headers,
            method.equals("GET") ? null : Body.of("application/json", request)),
        new Exchange.Response(
            200,
            Headers.of("Content-Type", "application/json"),
            Body.of("application/json", answer)),
        false);
  }

  private static void call(WireCase wire) throws IOException {
    assertThat(WireClient.call(wire, EventStream::readToEnd)).isNotNull();
  }
}
