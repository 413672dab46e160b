package dev.concordat.conformance.cli;

/** Entries of recordings, each on a line. */
final class Entries {
  static final String CONFORMS =
      entry("{\"model\": \"internlm3-latest\", \"messages\": []}", 200, answer("stop", ""));
  static final String DRIFTS =
      entry(
          "{\"model\": \"internlm3-latest\", \"messages\": []}",
          200,
          answer("stop", ", \"usage\": {}"));
  static final String VIOLATES =
      entry("{\"model\": \"internlm3-latest\", \"messages\": []}", 200, answer("error", ""));
  static final String UNCHECKED =
      entry("{\"model\": \"internlm3-latest\", \"messages\": []}", 500, answer("stop", ""));

  private Entries() {}

  private static String answer(String reason, String more) {
    return """
        {"id": "a", "model": "internlm3-latest", "choices": [{"index": 0, "message": {"role": \
        "assistant", "content": "b"}, "finish_reason": "%s"}]%s}"""
        .formatted(reason, more);
  }

  static String entry(String request, int status, String answer) {
    return """
        {"_provider": "intern", "request": {"method": "POST", "url": \
        "https://chat.intern-ai.org.cn/api/v1/chat/completions", "headers": [], "postData": \
        {"mimeType": "application/json", "text": "%s"}}, "response": {"status": %d, "headers": [], \
        "content": {"mimeType": "application/json", "text": "%s"}}}"""
        .formatted(escape(request), status, escape(answer));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
