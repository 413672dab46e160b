package dev.concordat.client.runtime;

/** How many tokens a request and its answer took, with any provider. */
public interface AnyUsage extends JsonType {

  long promptTokens();

  long completionTokens();

  long totalTokens();
}
