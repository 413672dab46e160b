package dev.concordat.client.recipes;

import dev.concordat.client.intern.InternClient;
import dev.concordat.client.runtime.CallListener;
import dev.concordat.client.runtime.RequestOptions;
import dev.concordat.client.runtime.RetryPolicy;
import java.time.Duration;

public class SetUp {
  public static void main(String... args) {
    try (var client =
        InternClient.builder()
            .baseUrl(args[0])
            .token(() -> args[1]) // asked for before each call
            .readTimeout(Duration.ofSeconds(30)) // of silence, also within a stream
            .retries(RetryPolicy.standard().withRetries(4))
            .limitRate() // the documented ten a minute
            .listener(
                new CallListener() {
                  @Override
                  public void sending(Attempt attempt) {
                    System.out.println(attempt.operation() + " " + attempt.headers());
                  }
                })
            .build()) {
      var other = client.with(settings -> settings.token("another")); // the same connections
      var response =
          other
              .withResponse()
              .listModelsAsync(RequestOptions.none().header("X-Team", "blue"))
              .join();
      System.out.println(response.status() + ", request " + response.requestId());
      System.out.println(response.value().data().size() + " models");
    }
  }
}
