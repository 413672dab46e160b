package com.example;

import com.fasterxml.jackson.databind.Module;
import dev.concordat.client.intern.ChatCompletion;
import dev.concordat.client.intern.ChatCompletionRequest;
import dev.concordat.client.intern.InternClient;
import dev.concordat.client.jackson.ConcordatModule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class Service {
  public static void main(String... arguments) {
    SpringApplication.run(Service.class, arguments);
  }

  @Bean
  Module concordat() {
    return new ConcordatModule();
  }

  @Bean
  InternClient intern(@Value("${intern.url}") String url) {
    return InternClient.builder().baseUrl(url).token("a-token").build();
  }

  @RestController
  static class Chat {
    private final InternClient client;

    Chat(InternClient client) {
      this.client = client;
    }

    @PostMapping("/chat")
    ChatCompletion chat(@RequestBody ChatCompletionRequest request) {
      return client.createChatCompletion(request);
    }

    @PostMapping(path = "/stream", produces = "text/plain")
    String stream(@RequestBody ChatCompletionRequest request) {
      try (var stream = client.createChatCompletionStream(request)) {
        return stream.readToEnd().text();
      }
    }
  }
}
