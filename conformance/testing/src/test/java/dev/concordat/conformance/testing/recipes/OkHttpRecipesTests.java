package dev.concordat.conformance.testing.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import dev.concordat.conformance.testing.ContractInterceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ConcordatExtension.class)
final class OkHttpRecipesTests {
  @TempDir private Path folder;

  private static Request chat(Emulator emulator) {
    String body =
        """
        {"model": "gpt-4o", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}
        """;
    return new Request.Builder()
        .url(emulator.url("maas") + "/v1/chat/completions")
        .header("Authorization", "Bearer " + emulator.token())
        .post(RequestBody.create(body, MediaType.get("application/json")))
        .build();
  }

  @Test
  void streams(Emulator emulator) throws IOException {
    ContractInterceptor calls = Concordat.interceptor("maas");
    OkHttpClient client = new OkHttpClient.Builder().addInterceptor(calls).build();

    try (Response response = client.newCall(chat(emulator)).execute()) {
      BufferedSource events = response.body().source();
      while (!events.exhausted()) { // each line is here as soon as the server has sent it
        assertThat(events.readUtf8LineStrict()).matches("|data: .*");
      }
    }

    calls.assertConform();
  }

  @Test
  void records(Emulator emulator) throws IOException {
    Path file = folder.resolve("calls.jsonl");
    try (ContractInterceptor calls = Concordat.interceptor("maas").recordTo(file)) {
      OkHttpClient client = new OkHttpClient.Builder().addNetworkInterceptor(calls).build();
      client.newCall(chat(emulator)).execute().close();
    }

    assertThat(Files.readString(file)).doesNotContain(emulator.token());
  }
}
