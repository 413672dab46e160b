/** Typed clients of LLM providers, generated from their contracts. */
module dev.concordat.client {
  requires transitive com.squareup.moshi;
  requires transitive okhttp3;
  requires transitive okio;
  requires retrofit2;
  // No automatic module asks for it, and all of those above need it.
  requires kotlin.stdlib;
  requires static transitive org.jspecify;

  exports dev.concordat.client.azion;
  exports dev.concordat.client.intern;
  exports dev.concordat.client.maas;
  exports dev.concordat.client.qianfan;
  exports dev.concordat.client.runtime;
  // For code that is generated from contracts of one's own.
  exports dev.concordat.client.runtime.internal;
}
