package dev.concordat.client;

import static dev.concordat.client.Faults.ANSWER;
import static dev.concordat.client.Faults.CHUNK;
import static dev.concordat.client.Faults.EVENTS;
import static dev.concordat.client.Faults.JSON;
import static dev.concordat.client.Faults.body;
import static dev.concordat.client.Faults.fault;
import static dev.concordat.client.Faults.isStream;
import static dev.concordat.client.LocalServer.head;
import static dev.concordat.client.LocalServer.status;
import static dev.concordat.client.LocalServer.write;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.concordat.client.Faults.Fault;
import dev.concordat.client.runtime.AuthenticationException;
import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What goes wrong between a server and its caller, and what servers answer to the unwelcome. */
final class NetworkFaults {
  static final String HINT = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n";

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        // No terminator, for a stream is over when that has come.
        new Fault(
            "no last chunk of the transfer",
            (request, out) -> {
              String body = isStream(request) ? CHUNK : ANSWER;
              String size = Integer.toHexString(body.getBytes(UTF_8).length);
              String type = isStream(request) ? EVENTS : JSON;
              write(out, head(200, type, "Transfer-Encoding: chunked"));
              write(out, size + "\r\n" + body + "\r\n");
            },
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null),
        new Fault(
            "shorter by its length than it is",
            (request, out) -> {
              String half = "Content-Length: " + body(request, 0.5).length();
              write(out, head(200, isStream(request) ? EVENTS : JSON, half) + body(request, 1));
            },
            UndecodableAnswerException.class,
            IncompleteStreamException.class,
            false,
            null),
        new Fault(
            "a zip that is cut",
            (request, out) -> {
              write(out, head(200, isStream(request) ? EVENTS : JSON, "Content-Encoding: gzip"));
              byte[] zip = zipped(body(request, 1));
              out.write(Arrays.copyOf(zip, zip.length / 2));
              out.flush();
            },
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null),
        new Fault(
            "reset between head and body",
            (request, out) -> {
              write(out, head(200, isStream(request) ? EVENTS : JSON, "Content-Length: 999"));
              throw new LocalServer.Reset();
            },
            ConnectionException.class,
            IncompleteStreamException.class,
            true,
            null),
        fault(
            "reset before the head",
            (request, out) -> {
              throw new LocalServer.Reset();
            },
            ConnectionException.class,
            true,
            "the connection failed"),
        fault(
            "a head that is cut",
            (request, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Ty"),
            ConnectionException.class,
            true,
            "the connection failed"),
        fault(
            "two hints",
            (request, out) ->
                write(out, HINT + HINT + head(200, isStream(request) ? EVENTS : JSON) + ANSWER),
            ConnectionException.class,
            true,
            "does not follow its hints"),
        fault(
            "two values",
            status(200, ANSWER + ANSWER, JSON),
            UndecodableAnswerException.class,
            false,
            "HTTP 200"),
        fault(
            "to itself",
            status(302, "", "Location: /v1/chat/completions"),
            ProviderErrorException.class,
            false,
            "HTTP 302"),
        fault(
            "elsewhere with its body",
            status(307, "", "Location: http://elsewhere.test/v1/chat/completions"),
            ProviderErrorException.class,
            false,
            "HTTP 307"),
        fault(
            "who are you",
            status(401, "", "WWW-Authenticate: Basic realm=\"gateway\""),
            AuthenticationException.class,
            false,
            "HTTP 401"),
        fault(
            "who are you to the proxy",
            status(407, "", "Proxy-Authenticate: Basic realm=\"proxy\""),
            ConnectionException.class,
            true,
            "407"),
        fault("too slow", status(408, ""), ProviderErrorException.class, true, "HTTP 408"),
        fault("too early", status(425, ""), ProviderErrorException.class, false, "HTTP 425"),
        fault(
            "until yesterday",
            status(429, "", "Retry-After: Sat, 01 Jan 2000 00:00:00 GMT"),
            RateLimitException.class,
            true,
            "HTTP 429"),
        fault(
            "until a number with an exponent",
            status(429, "", "Retry-After: 1e9"),
            RateLimitException.class,
            true,
            "HTTP 429"),
        fault(
            "for longer than anyone waits",
            status(503, "", "Retry-After: 99999999999999999999"),
            OverloadedException.class,
            true,
            "HTTP 503"));
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
