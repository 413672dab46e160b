package dev.concordat.client.recipes;

import dev.concordat.client.intern.InternClient;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.RetryPolicy;
import dev.concordat.client.runtime.UndecodableAnswerException;

public class HandleErrors {
  public static void main(String... args) {
    try (var client = InternClient.builder().baseUrl(args[0]).retries(RetryPolicy.none()).build()) {
      client.createChatCompletion(chat -> chat.model("internlm3-latest").addUserMessage("Hi"));
    } catch (RateLimitException e) {
      System.out.println("too fast, code " + e.code() + ", wait " + e.retryAfter());
    } catch (UndecodableAnswerException e) {
      System.out.println("not what the contract says: " + e.getMessage() + ": " + e.json());
    } catch (ProviderException e) { // all others
      System.out.println(e.getMessage() + (e.retryable() ? ", later perhaps" : ""));
    }
  }
}
