package dev.concordat.conformance.testing;

/** Texts that satisfy the contract of intern, to be broken by tests. */
final class InternSamples {
  static final String PATH = "/api/v1/chat/completions";

  static final String JSON = "application/json";
  static final String EVENT_STREAM = "text/event-stream";

  static final String REQUEST =
      "{\"model\":\"internlm3-latest\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}";
  static final String STREAM_REQUEST = REQUEST.replace("]}", "],\"stream\":true}");

  static final String ANSWER =
      "{\"id\":\"chatcmpl-1\",\"model\":\"internlm3-latest\",\"created\":1677652288,"
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"你好!\"},"
          + "\"finish_reason\":\"stop\"}],\"moderation\":{\"sensitive\":false,\"category\":\"\"}}";
  static final String WRONG_ANSWER = ANSWER.replace("\"assistant\"", "\"butler\"");
  static final String DRIFTING_ANSWER =
      ANSWER.replaceFirst("\\{", "{\"system_fingerprint\":\"fp_1\",");

  static final String FIRST_EVENT = event("你好", "");
  static final String LAST_EVENT = event("!", "stop");
  static final String DONE = "data: [DONE]\n\n";
  static final String STREAM = FIRST_EVENT + LAST_EVENT + DONE;

  private InternSamples() {}

  private static String event(String content, String finishReason) {
    return "data: {\"id\":\"chatcmpl-1\",\"model\":\"internlm3-latest\",\"created\":1677652288,"
        + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"},"
            .formatted(content)
        + "\"finish_reason\":\"%s\"}],\"moderation\":{\"sensitive\":false,\"category\":\"\"}}\n\n"
            .formatted(finishReason);
  }
}
