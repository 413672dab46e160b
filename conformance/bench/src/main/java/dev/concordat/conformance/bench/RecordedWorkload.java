package dev.concordat.conformance.bench;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Exchanges as a recording has them, an entry a line. */
final class RecordedWorkload {
  private final JsonMapper mapper = JsonMapper.builder().build();

  /** The lines of a workload. */
  byte[] lines(Workload workload) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Exchange exchange : workload.exchanges()) {
      lines.writeBytes(mapper.writeValueAsBytes(entry(exchange)));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private ObjectNode entry(Exchange exchange) {
    ObjectNode entry = mapper.createObjectNode();
    entry.put("startedDateTime", "2025-03-01T10:00:00.000Z").put("_provider", "maas");
    ObjectNode request = entry.putObject("request");
    request.put("method", "POST").put("url", exchange.request().url());
    headers(request.putArray("headers"), exchange.request().headers());
    body(request.putObject("postData"), exchange.request().body());
    Exchange.Response answer = exchange.response();
    ObjectNode response = entry.putObject("response");
    response.put("status", 200);
    headers(response.putArray("headers"), answer == null ? Headers.of() : answer.headers());
    body(response.putObject("content"), answer == null ? null : answer.body());
    return entry;
  }

  private static void headers(ArrayNode list, Headers headers) {
    for (String name : headers.names()) {
      list.addObject().put("name", name).put("value", headers.first(name));
    }
  }

  private static void body(ObjectNode recorded, @Nullable Body body) {
    if (body != null) {
      recorded.put("mimeType", body.mediaType());
      recorded.put("text", new String(body.bytes(), StandardCharsets.UTF_8));
    }
  }

  /** Parses each line, and each body in it, to trees: the floor of whatever reads recordings. */
  void parse(InputStream lines, Consumer<JsonNode> trees) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode entry = mapper.readTree(line);
        trees.accept(mapper.readTree(entry.at("/request/postData/text").stringValue()));
        trees.accept(mapper.readTree(entry.at("/response/content/text").stringValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
