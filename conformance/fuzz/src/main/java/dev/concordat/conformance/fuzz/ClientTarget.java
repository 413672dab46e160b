package dev.concordat.conformance.fuzz;

import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Answers, whole and streamed, as the client reads them: what the checker lets pass it reads, and
 * writes again as it was; what it refuses it refuses with an exception of its own.
 */
public final class ClientTarget {
  private static final String URL = "https://chat.intern-ai.org.cn/api/v1/chat/completions";
  private static final Judge JUDGE = new Judge(Seeds.CONTRACTS, "intern");
  private static final List<String> SEEDS = Seeds.answers("chat.intern-ai.org.cn/api/v1/chat/");
  private static final ThreadLocal<byte[]> ANSWER = new ThreadLocal<>();
  private static final ThreadLocal<String> TYPE = new ThreadLocal<>();
  private static final InternClient CLIENT =
      InternClient.builder()
          .baseUrl("https://chat.intern-ai.org.cn/api/v1")
          .retries(RetryPolicy.none())
          .httpClient(new OkHttpClient.Builder().addInterceptor(ClientTarget::answer).build())
          .build();

  private ClientTarget() {}

  private static Response answer(okhttp3.Interceptor.Chain chain) {
    byte[] body = ANSWER.get();
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("Content-Type", TYPE.get())
        .body(ResponseBody.create(new Buffer().write(body), MediaType.get(TYPE.get()), body.length))
        .build();
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    Mutations mutations = new Mutations(data);
    String text = data.one(SEEDS);
    boolean isStream = text.startsWith("data:");
    String changed = isStream ? mutations.stream(text) : mutations.json(text);
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    String type = isStream ? "text/event-stream" : "application/json";
    ANSWER.set(bytes);
    TYPE.set(type);
    Exchange exchange =
        new Exchange(
            "intern",
            null,
            new Exchange.Request("POST", URL, Headers.of(), request(isStream)),
            new Exchange.Response(200, Headers.of("Content-Type", type), Body.of(type, bytes)),
            false);
    Judgement judgement = JUDGE.judge(exchange);
    boolean passes =
        judgement.verdict() == Verdict.CONFORMS || judgement.verdict() == Verdict.DRIFTS;
    try {
      read(isStream, new String(bytes, StandardCharsets.UTF_8));
    } catch (ProviderErrorException described) {
      return;
    } catch (ProviderException refused) {
      if (passes) {
        throw new AssertionError("the checker says " + judgement, refused);
      }
    }
  }

  private static void read(boolean isStream, String text) {
    ChatCompletionRequest request =
        ChatCompletionRequest.fromJson(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    if (isStream) {
      try (EventStream<?, ?> stream = CLIENT.createChatCompletionStream(request)) {
        stream.readToEnd();
      }
      return;
    }
    ChatCompletion answer = CLIENT.createChatCompletion(request);
    JsonValue written = JsonValue.parse(answer.toJson());
    if (!written.equals(JsonValue.parse(text))) {
      throw new AssertionError("%s is written as %s".formatted(text, written));
    }
  }

  private static Body request(boolean isStream) {
    return Body.of(
        "application/json",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
            + (isStream ? ",\"stream\":true}" : "}"));
  }
}
