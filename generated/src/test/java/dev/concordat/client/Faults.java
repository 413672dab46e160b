package dev.concordat.client;

import static dev.concordat.client.LocalServer.head;
import static dev.concordat.client.LocalServer.status;
import static dev.concordat.client.LocalServer.write;

import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.CallTimeoutException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What servers do wrong, and what of it a caller is told. */
final class Faults {
  static final String JSON = "Content-Type: application/json";
  static final String EVENTS = "Content-Type: text/event-stream";
  private static final String ERROR = "{\"error\":{\"message\":\"out of memory\",\"code\":500}}";
  private static final String START = "{\"id\":\"1\",\"object\":\"chat.completion";
  private static final String REST = "\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,";
  static final String ANSWER =
      START
          + REST
          + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"refusal\":null},"
          + "\"finish_reason\":\"stop\",\"logprobs\":null}]}";
  static final String CHUNK =
      "data: "
          + START
          + ".chunk"
          + REST
          + "\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n";
  static final String DONE = "data: [DONE]\n\n";
  private static final String PAGE = "<!DOCTYPE html>\n<title>Log in</title>";

  /**
   * A fault.
   *
   * @param answer what the server does, whether or not it is asked for a stream
   * @param plain what a plain call and a future throw
   * @param streamed what a stream and a publisher throw
   */
  record Fault(
      String name,
      LocalServer.Answer answer,
      Class<? extends ProviderException> plain,
      Class<? extends ProviderException> streamed,
      boolean retryable,
      @Nullable String quoted) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Fault fault(
      String name,
      LocalServer.Answer answer,
      Class<? extends ProviderException> thrown,
      boolean retryable,
      @Nullable String quoted) {
    return new Fault(name, answer, thrown, thrown, retryable, quoted);
  }

  static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    for (String type : List.of(JSON, EVENTS, "Content-Type: text/html", "X-No: type")) {
      faults.add(
          fault(
              "error in 200, " + type,
              status(200, ERROR, type),
              ProviderErrorException.class,
              true,
              "out of memory"));
      faults.add(
          fault(
              "page in 200, " + type,
              status(200, PAGE, type),
              UndecodableAnswerException.class,
              false,
              "<!DOCTYPE html> <title>Log in</title>"));
    }
    faults.add(
        new Fault(
            "empty 200",
            status(200, "", EVENTS),
            UndecodableAnswerException.class,
            IncompleteStreamException.class,
            false,
            null));
    faults.add(
        new Fault(
            "empty stream",
            status(200, DONE, EVENTS),
            UndecodableAnswerException.class,
            UndecodableAnswerException.class,
            false,
            null));
    faults.add(
        new Fault(
            "only comments",
            status(200, ": ping\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            UndecodableAnswerException.class,
            false,
            null));
    faults.add(
        new Fault(
            "error event",
            status(200, CHUNK + "data: " + ERROR + "\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            ProviderErrorException.class,
            true,
            "out of memory"));
    for (String line : List.of(ERROR, ERROR.replace("{\"mess", "{\n \"mess"), " " + ERROR)) {
      faults.add(
          new Fault(
              "bare error line",
              status(200, CHUNK + line + "\n", EVENTS),
              UndecodableAnswerException.class,
              ProviderErrorException.class,
              true,
              "out of memory"));
    }
    faults.add(
        new Fault(
            "cut",
            (request, out) ->
                write(out, head(200, EVENTS, "Content-Length: 99999") + body(request, 0.9)),
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null));
    faults.add(
        fault(
            "invalid UTF-8",
            (request, out) -> {
              write(out, head(200, isStream(request) ? EVENTS : JSON));
              String body = body(request, 1).replace("Hello", "H\u00e4llo");
              out.write(body.getBytes(StandardCharsets.ISO_8859_1));
              out.flush();
            },
            UndecodableAnswerException.class,
            false,
            "UTF-8"));
    faults.add(
        fault("hang", (request, out) -> never(), CallTimeoutException.class, true, "Timeout"));
    faults.add(
        fault(
            "no connection",
            (request, out) -> out.close(),
            ConnectionException.class,
            true,
            "the connection failed"));
    faults.add(fault("529", status(529, "busy"), OverloadedException.class, true, "busy"));
    faults.add(fault("429", status(429, "slow"), RateLimitException.class, true, "slow"));
    faults.add(fault("401", status(401, "who?"), AuthenticationException.class, false, "who?"));
    faults.add(fault("502", status(502, PAGE), ProviderErrorException.class, true, "Log in"));
    faults.add(fault("302", status(302, ""), ProviderErrorException.class, false, null));
    faults.add(
        fault(
            "a zip that is none",
            status(200, "no zip", JSON, "Content-Encoding: gzip"),
            ConnectionException.class,
            true,
            "the connection failed"));
    faults.add(
        fault(
            "no HTTP",
            (request, out) -> write(out, "SSH-2.0-OpenSSH_9.6\r\n"),
            ConnectionException.class,
            true,
            "Unexpected status line"));
    faults.add(fault("204", status(204, ""), UndecodableAnswerException.class, false, "HTTP 204"));
    faults.add(
        fault(
            "503",
            status(503, "{\"detail\":\"no worker\"}", JSON),
            OverloadedException.class,
            true,
            "no worker"));
    faults.add(
        fault(
            "429 until nobody knows when",
            status(429, ERROR, JSON, "Retry-After: soon"),
            RateLimitException.class,
            true,
            "out of memory"));
    faults.add(
        fault(
            "a text as the error",
            status(200, "{\"error\":\"quota exceeded\"}", JSON),
            ProviderErrorException.class,
            false,
            "quota exceeded"));
    faults.add(
        fault("null", status(200, "null", JSON), UndecodableAnswerException.class, false, ""));
    faults.add(
        fault(
            "too deep",
            status(200, "[".repeat(100_000), JSON),
            UndecodableAnswerException.class,
            false,
            ""));
    faults.add(
        new Fault(
            "a chunk of no size",
            (request, out) ->
                write(
                    out,
                    head(200, EVENTS, "Transfer-Encoding: chunked")
                        + Integer.toHexString(CHUNK.length())
                        + "\r\n"
                        + CHUNK
                        + "\r\nqq\r\n"),
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null));
    faults.add(
        new Fault(
            "an answer in place of a chunk",
            status(200, "data: " + ANSWER + "\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            UndecodableAnswerException.class,
            false,
            "HTTP 200"));
    faults.add(
        new Fault(
            "an error in a chunk without choices",
            status(
                200, CHUNK + "data: {\"choices\":[]," + ERROR.substring(1) + "\n\n" + DONE, EVENTS),
            UndecodableAnswerException.class,
            ProviderErrorException.class,
            true,
            "out of memory"));
    return faults;
  }

  private static void never() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  static boolean isStream(LocalServer.Request request) {
    return request.body().contains("\"stream\":true");
  }

  static String body(LocalServer.Request request, double share) {
    String whole = isStream(request) ? CHUNK + CHUNK + DONE : ANSWER;
    return whole.substring(0, (int) (whole.length() * share));
  }

  private Faults() {}
}
