package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.signature.BceSigner;
import dev.concordat.conformance.verdict.Judgement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client of an emulator, whose exchanges can be judged. */
final class Caller {
  static final Contracts CONTRACTS = Contracts.shipped();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Emulator emulator;
  private final String provider;

  Caller(Emulator emulator, String provider) {
    this.emulator = emulator;
    this.provider = provider;
  }

  static final String LIST = "/wenxinworkshop/modelrepo/eval/model/list";

  /** Posts a body with the credential that the provider wants. */
  Exchange post(String path, String body, String... headers) throws Exception {
    return send("POST", path, body, credential(path, body), headers);
  }

  Exchange get(String path, String... headers) throws Exception {
    return send("GET", path, "", credential(path, ""), headers);
  }

  Exchange chat(String body, String... headers) throws Exception {
    return post(
        provider.equals("intern") ? "/chat/completions" : "/v1/chat/completions", body, headers);
  }

  /** A request that the provider takes, of the first operation that has a body. */
  Exchange any(String... headers) throws Exception {
    return provider.equals("qianfan")
        ? post(LIST, "{}", headers)
        : chat(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}", headers);
  }

  Exchange anyStream(String... headers) throws Exception {
    return chat(
        "{\"model\":\"internlm3-latest\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a story of some words\"}]}",
        headers);
  }

  Exchange send(String method, String path, String body, String credential, String... headers)
      throws IOException, InterruptedException {
    String url = emulator.url(provider) + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(5));
    request.method(
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    Headers.Builder sent = new Headers.Builder();
    if (!credential.isEmpty()) {
      request.header("Authorization", credential);
      sent.add("Authorization", credential);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    Headers.Builder received = new Headers.Builder();
    response.headers().map().forEach((name, all) -> all.forEach(v -> received.add(name, v)));
    String type = response.headers().firstValue("Content-Type").orElse(null);
    return new Exchange(
        new Exchange.Request(
            method, url, sent.build(), body.isEmpty() ? null : Body.of("application/json", body)),
        new Exchange.Response(
            response.statusCode(),
            received.build(),
            response.body().length == 0 ? null : Body.of(type, response.body())));
  }

  private String credential(String path, String body) {
    if (!provider.equals("qianfan")) {
      return "Bearer " + emulator.token();
    }
    String url = emulator.url(provider) + path;
    Exchange.Request request =
        new Exchange.Request(
            "POST",
            url,
            Headers.of("Host", URI.create(url).getAuthority()),
            Body.of("application/json", body));
    return new BceSigner(emulator.accessKey(), emulator.secretKey())
        .authorization(request, List.of("host"), Instant.now(), Duration.ofMinutes(30));
  }

  Judgement judge(Exchange exchange) {
    return new Judge(CONTRACTS, provider).judge(exchange);
  }

  static int status(Exchange exchange) {
    return exchange.response().status();
  }

  static String text(Exchange exchange) {
    Body body = exchange.response().body();
    return body == null ? "" : new String(body.bytes(), body.charset());
  }

  static JsonNode json(Exchange exchange) {
    JsonNode value = JsonText.of(text(exchange)).value();
    if (value == null) {
      throw new AssertionError("no JSON: " + text(exchange));
    }
    return value;
  }
}
