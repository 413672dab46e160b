package dev.concordat.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what an {@code x-agreement} says; what is not of the form of a rule says nothing. */
final class AgreementReader {
  private AgreementReader() {}

  static Agreement read(JsonNode json, String pointer) {
    return new Agreement(
        choices(json.path("choices")),
        toolCalls(json.path("tool-calls")),
        arguments(json.path("arguments")),
        toolChoice(json.path("tool-choice")),
        format(json.path("format")),
        usage(json.path("usage")),
        streamUsage(json.path("stream-usage")),
        functionChoice(json.path("function-choice")),
        logprobs(json.path("logprobs")),
        parallelCalls(json.path("parallel-calls")),
        stop(json.path("stop")),
        limit(json.path("limit")),
        pointer);
  }

  private static Agreement.@Nullable Choices choices(JsonNode json) {
    return json.isObject()
        ? new Agreement.Choices(
            text(json, "request"),
            json.path("default").asLong(1),
            optional(json, "each"),
            text(json, "answer"),
            optional(json, "key"))
        : null;
  }

  private static Agreement.@Nullable ToolCalls toolCalls(JsonNode json) {
    return json.isObject()
        ? new Agreement.ToolCalls(
            text(json, "choices"),
            text(json, "message"),
            text(json, "calls"),
            text(json, "reason"),
            text(json, "value"),
            texts(json, "cut-off"),
            optional(json, "forced"))
        : null;
  }

  private static Agreement.@Nullable Arguments arguments(JsonNode json) {
    return json.isObject()
        ? new Agreement.Arguments(
            text(json, "tools"),
            text(json, "parameters"),
            text(json, "name"),
            text(json, "arguments"))
        : null;
  }

  private static Agreement.@Nullable ToolChoice toolChoice(JsonNode json) {
    return json.isObject()
        ? new Agreement.ToolChoice(
            text(json, "request"),
            text(json, "none"),
            text(json, "required"),
            text(json, "type"),
            text(json, "name"),
            text(json, "allowed"),
            text(json, "mode"),
            text(json, "tools"))
        : null;
  }

  private static Agreement.@Nullable Format format(JsonNode json) {
    return json.isObject()
        ? new Agreement.Format(
            text(json, "request"),
            text(json, "type"),
            text(json, "object"),
            text(json, "described"),
            text(json, "schema"),
            text(json, "strict"),
            text(json, "content"),
            text(json, "refusal"),
            texts(json, "complete"),
            texts(json, "cut-by"))
        : null;
  }

  private static Agreement.@Nullable Usage usage(JsonNode json) {
    return json.isObject()
        ? new Agreement.Usage(text(json, "answer"), texts(json, "parts"), text(json, "total"))
        : null;
  }

  private static Agreement.@Nullable StreamUsage streamUsage(JsonNode json) {
    return json.isObject()
        ? new Agreement.StreamUsage(text(json, "request"), text(json, "answer"))
        : null;
  }

  private static Agreement.@Nullable FunctionChoice functionChoice(JsonNode json) {
    return json.isObject()
        ? new Agreement.FunctionChoice(
            text(json, "request"),
            text(json, "none"),
            text(json, "functions"),
            text(json, "call"),
            text(json, "name"),
            text(json, "parameters"),
            text(json, "arguments"))
        : null;
  }

  private static Agreement.@Nullable Logprobs logprobs(JsonNode json) {
    return json.isObject()
        ? new Agreement.Logprobs(
            text(json, "request"),
            text(json, "most"),
            json.path("more").asLong(0),
            text(json, "answer"),
            optional(json, "each"),
            text(json, "text"))
        : null;
  }

  private static Agreement.@Nullable ParallelCalls parallelCalls(JsonNode json) {
    return json.isObject() ? new Agreement.ParallelCalls(text(json, "request")) : null;
  }

  private static Agreement.@Nullable Stop stop(JsonNode json) {
    return json.isObject()
        ? new Agreement.Stop(text(json, "request"), text(json, "text"), texts(json, "unless"))
        : null;
  }

  private static Agreement.@Nullable Limit limit(JsonNode json) {
    return json.isObject()
        ? new Agreement.Limit(texts(json, "request"), text(json, "answer"), texts(json, "unless"))
        : null;
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private static @Nullable String optional(JsonNode json, String name) {
    return json.path(name).asString(null);
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asString()));
    return List.copyOf(texts);
  }
}
