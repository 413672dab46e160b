package dev.concordat.conformance.testing.contract;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.concordat.client.azion.AzionAdapters;
import dev.concordat.client.azion.AzionClient;
import dev.concordat.client.intern.InternAdapters;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.maas.CompletionRequest;
import dev.concordat.client.maas.MaasAdapters;
import dev.concordat.client.maas.MaasClient;
import dev.concordat.client.qianfan.ListEvaluableModelsRequest;
import dev.concordat.client.qianfan.QianfanAdapters;
import dev.concordat.client.qianfan.QianfanClient;
import dev.concordat.client.runtime.ClientBuilder;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.RetryPolicy;
import java.io.IOException;
import java.util.Objects;
import okhttp3.OkHttpClient;

/** Sends requests with the generated clients, over an HTTP client of the test's. */
record GeneratedCall(Target target, OkHttpClient http) {
  /** Sends a request; the answer, of a stream what it adds up to. */
  Object send(Ask ask) throws IOException {
    return switch (ask.provider()) {
      case "azion" -> azion(ask);
      case "intern" -> intern(ask);
      case "maas" -> maas(ask);
      case "qianfan" -> qianfan(ask);
      default -> throw new IllegalArgumentException("there is no client for " + ask);
    };
  }

  private Object azion(Ask ask) throws IOException {
    AzionClient.Builder builder = set(AzionClient.builder());
    AzionClient client =
        (target.token().isEmpty() ? builder : builder.token(target.token())).build();
    var request =
        read(ask, new AzionAdapters(), dev.concordat.client.azion.ChatCompletionRequest.class);
    return isStream(ask)
        ? whole(client.createChatCompletionStream(request))
        : client.createChatCompletion(request);
  }

  private Object intern(Ask ask) throws IOException {
    InternClient.Builder builder = set(InternClient.builder());
    InternClient client =
        (target.token().isEmpty() ? builder : builder.token(target.token())).build();
    if (ask.operation().id().equals("listModels")) {
      return client.listModels();
    }
    var request =
        read(ask, new InternAdapters(), dev.concordat.client.intern.ChatCompletionRequest.class);
    return isStream(ask)
        ? whole(client.createChatCompletionStream(request))
        : client.createChatCompletion(request);
  }

  private Object maas(Ask ask) throws IOException {
    MaasClient.Builder builder = set(MaasClient.builder());
    MaasClient client =
        (target.token().isEmpty() ? builder : builder.token(target.token())).build();
    if (ask.operation().id().equals("createCompletion")) {
      var request = read(ask, new MaasAdapters(), CompletionRequest.class);
      return isStream(ask)
          ? whole(client.createCompletionStream(request))
          : client.createCompletion(request);
    }
    var request =
        read(ask, new MaasAdapters(), dev.concordat.client.maas.ChatCompletionRequest.class);
    return isStream(ask)
        ? whole(client.createChatCompletionStream(request))
        : client.createChatCompletion(request);
  }

  private Object qianfan(Ask ask) throws IOException {
    QianfanClient client =
        set(QianfanClient.builder()).credentials(target.accessKey(), target.secretKey()).build();
    return client.listEvaluableModels(
        read(ask, new QianfanAdapters(), ListEvaluableModelsRequest.class));
  }

  private <B extends ClientBuilder<B>> B set(B builder) {
    return builder.baseUrl(target.url()).httpClient(http).retries(RetryPolicy.none());
  }

  private <T> T read(Ask ask, JsonAdapter.Factory adapters, Class<T> type) throws IOException {
    Moshi moshi = new Moshi.Builder().add(adapters).build();
    return Objects.requireNonNull(moshi.adapter(type).fromJson(target.body(ask)));
  }

  private static <A> A whole(EventStream<?, A> stream) {
    try (stream) {
      return stream.readToEnd();
    }
  }

  private static boolean isStream(Ask ask) {
    return ask.name().equals("stream");
  }
}
