package dev.concordat.client;

import dev.concordat.client.maas.ChatCompletion;
import dev.concordat.client.maas.ChatCompletionChunk;
import dev.concordat.client.maas.ChatCompletionRequest;
import dev.concordat.client.maas.MaasClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A way to call: what comes back is the text of the answer. */
enum Form {
  PLAIN {
    @Override
    String call(MaasClient client) {
      return text(client.createChatCompletion(body()));
    }
  },
  ASYNC {
    @Override
    String call(MaasClient client) throws Exception {
      return text(joined(client.createChatCompletionAsync(body())));
    }
  },
  STREAM {
    @Override
    String call(MaasClient client) {
      try (var stream = client.createChatCompletionStream(body())) {
        return text(stream.readToEnd());
      }
    }
  },
  PUBLISHER {
    @Override
    String call(MaasClient client) throws Exception {
      CompletableFuture<String> text = new CompletableFuture<>();
      client
          .createChatCompletionPublisher(body())
          .subscribe(
              new Flow.Subscriber<>() {
                private final StringBuilder sum = new StringBuilder();
                private Flow.@Nullable Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                  subscription = given;
                  given.request(1);
                }

                @Override
                public void onNext(ChatCompletionChunk chunk) {
                  chunk.choices().forEach(choice -> sum.append(choice.delta().content()));
                  subscription.request(1);
                }

                @Override
                public void onError(Throwable failure) {
                  text.completeExceptionally(failure);
                }

                @Override
                public void onComplete() {
                  text.complete(sum.toString());
                }
              });
      return joined(text);
    }
  };

  abstract String call(MaasClient client) throws Exception;

  private static <T> T joined(CompletableFuture<T> future) throws Exception {
    try {
      return future.orTimeout(2, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static String text(ChatCompletion answer) {
    return answer.choices().get(0).message().content();
  }

  private static ChatCompletionRequest body() {
    return ChatCompletionRequest.builder().model("m").messages(List.of()).build();
  }
}
