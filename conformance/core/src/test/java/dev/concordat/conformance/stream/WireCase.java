package dev.concordat.conformance.stream;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Judgement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One exchange of a case file, and what is to be said of it. Its form is case.schema.json. */
public record WireCase(String file, JsonNode json) {
  private static final Map<String, String> URLS =
      Map.of(
          "intern createChatCompletion", "https://chat.intern-ai.org.cn/api/v1/chat/completions",
          "azion createChatCompletion", "https://function.example.com/v1/chat/completions",
          "maas createChatCompletion", "https://task.example.com/v1/chat/completions",
          "maas createCompletion", "https://task.example.com/v1/completions",
          "qianfan listEvaluableModels",
              "https://qianfan.baidubce.com/wenxinworkshop/modelrepo/eval/model/list");

  private static final Map<String, String> MODELS =
      Map.of(
          "intern", "internlm3-latest",
          "azion", "opengvlab-internvl3-1b-instruct",
          "maas", "Qwen2-72B");

  /** What a finding has to be; {@code last} is a part and a pointer, with a space between them. */
  record Expected(
      String rule, String severity, String part, String pointer, long count, String last) {}

  String provider() {
    return json.path("provider").asString();
  }

  String operation() {
    return json.path("operation").asString("createChatCompletion");
  }

  String verdict() {
    return json.path("verdict").asString();
  }

  public String body() {
    return json.path("body").asString("");
  }

  List<Expected> findings() {
    List<Expected> findings = new ArrayList<>();
    for (JsonNode finding : json.path("findings")) {
      findings.add(
          new Expected(
              finding.path("rule").asString(),
              finding.path("severity").asString(),
              finding.path("part").asString(),
              finding.path("pointer").asString(""),
              finding.path("count").asLong(1),
              finding.path("last").asString(place(finding))));
    }
    return findings;
  }

  private static String place(JsonNode finding) {
    return place(finding.path("part").asString(), finding.path("pointer").asString(""));
  }

  private static String place(String part, String pointer) {
    return pointer.isEmpty() ? part : part + " " + pointer;
  }

  static List<Expected> found(Judgement judgement) {
    return judgement.findings().stream()
        .map(
            f ->
                new Expected(
                    f.rule(),
                    f.severity().id(),
                    f.part(),
                    f.pointer(),
                    f.count(),
                    place(f.last().part(), f.last().pointer())))
        .toList();
  }

  Judgement judge(Contracts contracts) {
    return new Judge(contracts, null).judge(exchange(body()));
  }

  /** Whether the contracts make of it what the case says. */
  boolean holds(Contracts contracts) {
    Judgement judgement = judge(contracts);
    return judgement.verdict().id().equals(verdict())
        && List.copyOf(found(judgement)).equals(findings());
  }

  /** The exchange, with this text as the answer's body. */
  public Exchange exchange(String body) {
    if (json.path("recorded").asString("").equals("base64")) {
      return recorded(body);
    }
    String type = json.path("type").asString("text/event-stream");
    Headers.Builder headers = new Headers.Builder().add("Content-Type", type);
    json.path("headers")
        .properties()
        .forEach(h -> headers.add(h.getKey(), h.getValue().asString()));
    return new Exchange(
        provider(),
        null,
        new Exchange.Request(
            "POST",
            URLS.get(provider() + " " + operation()),
            requestHeaders(),
            Body.of("application/json", request().toString())),
        new Exchange.Response(
            json.path("status").asInt(200),
            headers.build(),
            body.isEmpty() ? null : Body.of(type, body)),
        false);
  }

  private Headers requestHeaders() {
    return provider().equals("qianfan")
        ? Headers.of("Authorization", "bce-auth-v1/key/2024-09-30T00:00:00Z/1800/host/signature")
        : Headers.of();
  }

  // The members that every request has, and those of the case in their place.
  private ObjectNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    if (!provider().equals("qianfan")) {
      request.put("model", MODELS.get(provider()));
      if (operation().equals("createCompletion")) {
        request.put("prompt", "Hi");
      } else {
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
      }
      if (!json.path("plain").asBoolean(false)) {
        request.put("stream", true);
      }
    }
    json.path("request").properties().forEach(m -> request.set(m.getKey(), m.getValue()));
    return request;
  }

  private Exchange recorded(String body) {
    ObjectNode har = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = har.putObject("log").put("version", "1.2").putArray("entries");
    ObjectNode entry = entries.addObject().put("_provider", provider());
    ObjectNode request = entry.putObject("request");
    request.put("method", "POST").put("url", URLS.get(provider() + " " + operation()));
    request
        .putObject("postData")
        .put("mimeType", "application/json")
        .put("text", request().toString());
    entry
        .putObject("response")
        .put("status", 200)
        .putObject("content")
        .put("mimeType", "text/event-stream")
        .put("encoding", "base64")
        .put("text", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    byte[] bytes = JsonMapper.shared().writeValueAsBytes(har);
    try (RecordingReader reader =
        RecordingReader.open("case.har", new ByteArrayInputStream(bytes))) {
      return ((RecordingReader.Read) reader.next()).exchange();
    } catch (RecordingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(file, json.path("name").asString());
  }
}
