package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.ContentDecoding;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.LiveExchange;
import dev.concordat.conformance.server.instance.Written;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends requests and judges the answers while they come. */
final class Wire implements AutoCloseable {
  private final HttpClient client;
  private final Contract contract;
  private final String baseUrl;
  private final Signing signing;
  private final Duration timeout;
  private final Judge judge;
  private final Map<Operation, Target> targets = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "probe-watch");
            thread.setDaemon(true);
            return thread;
          });

  Wire(Contract contract, String baseUrl, Signing signing, Duration timeout) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER);
    if (baseUrl.startsWith("http:")) {
      builder.version(HttpClient.Version.HTTP_1_1);
    }
    this.client = builder.build();
    this.contract = contract;
    this.baseUrl = baseUrl;
    this.signing = signing;
    this.timeout = timeout;
    this.judge = new Judge(new Contracts(List.of(contract)), contract.provider());
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  /** Makes the request of a case and takes its answer. */
  Answered send(ProbeCase probeCase) throws InterruptedException {
    OffsetDateTime started = OffsetDateTime.now(ZoneOffset.UTC);
    Exchange.Request request = request(probeCase);
    HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(request.url()));
    for (String name : request.headers().names()) {
      if (!name.equalsIgnoreCase("Host")) {
        request.headers().all(name).forEach(value -> http.header(name, value));
      }
    }
    http.method(
        request.method(),
        request.body() == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(request.body().bytes()));
    long deadline = System.nanoTime() + timeout.toNanos();
    Exchange begun = new Exchange(contract.provider(), started, request, null, false);
    try {
      HttpResponse<InputStream> response =
          client
              .sendAsync(http.build(), HttpResponse.BodyHandlers.ofInputStream())
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return receive(begun, response, deadline);
    } catch (TimeoutException e) {
      return new Answered(begun, List.of(), late("no answer"));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Answered(begun, List.of(), lost("the server cannot be reached", cause));
    }
  }

  private Exchange.Request request(ProbeCase probeCase) {
    Target target = targets.computeIfAbsent(probeCase.operation(), this::target);
    Operation operation = probeCase.operation();
    String url = baseUrl + target.path();
    Map<Operation.Credential, String> keys = signing.keys(operation, probeCase.login());
    for (Map.Entry<Operation.Credential, String> key : keys.entrySet()) {
      if (key.getKey().in().equals("query")) {
        url += (url.contains("?") ? "&" : "?") + Written.encoded(key.getKey().header());
        url += "=" + Written.encoded(key.getValue());
      }
    }
    Headers.Builder headers = new Headers.Builder().add("Host", host(URI.create(url)));
    String text = probeCase.body();
    String mediaType = Requests.mediaType(operation);
    if (text != null) {
      headers.add("Content-Type", mediaType);
    }
    String cookies =
        keys.entrySet().stream()
            .filter(key -> key.getKey().in().equals("cookie"))
            .map(key -> key.getKey().header() + "=" + key.getValue())
            .collect(Collectors.joining("; "));
    if (!cookies.isEmpty()) {
      headers.add("Cookie", cookies);
    }
    keys.forEach(
        (key, value) -> {
          if (key.in().equals("header")) {
            headers.add(key.header(), value);
          }
        });
    probeCase.headers().forEach(headers::add);
    target
        .headers()
        .forEach(
            (name, value) -> {
              if (!probeCase.headers().containsKey(name)) {
                headers.add(name, value);
              }
            });
    Body body = text == null ? null : Body.of(mediaType, text);
    Exchange.Request bare = new Exchange.Request(operation.method(), url, headers.build(), body);
    String credential =
        keys.isEmpty() ? signing.authorization(operation, bare, probeCase.login()) : null;
    if (credential != null) {
      headers.add(Signing.header(operation), credential);
    }
    return new Exchange.Request(bare.method(), url, headers.build(), body);
  }

  private Target target(Operation operation) {
    return Target.of(contract, operation);
  }

  // As the HTTP client writes it.
  private static String host(URI uri) {
    int port = uri.getPort();
    boolean isDefault = port == ("https".equals(uri.getScheme()) ? 443 : 80);
    return port < 0 || isDefault ? uri.getHost() : uri.getHost() + ":" + port;
  }

  private Answered receive(Exchange begun, HttpResponse<InputStream> response, long deadline) {
    Headers.Builder received = new Headers.Builder();
    response
        .headers()
        .map()
        .forEach((name, all) -> all.forEach(value -> received.add(name, value)));
    Headers headers = received.build();
    Exchange.Response head = new Exchange.Response(response.statusCode(), headers, null);
    LiveExchange live = judge.begin(begun.request(), head);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    Finding failure = null;
    Judgement judgement;
    AtomicBoolean isLate = new AtomicBoolean();
    try (InputStream in = response.body()) {
      ScheduledFuture<?> alarm =
          watch.schedule(
              () -> {
                isLate.set(true);
                closeQuietly(in);
              },
              deadline - System.nanoTime(),
              TimeUnit.NANOSECONDS);
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        live.body(buffer, 0, count);
        if (kept.size() <= ContentDecoding.MAX_BODY) {
          kept.write(buffer, 0, count);
        }
      }
      alarm.cancel(false);
      if (isLate.get()) {
        failure = late("no whole answer");
      }
      judgement = isLate.get() ? live.broken("it took too long") : live.end();
    } catch (IOException e) {
      failure = isLate.get() ? late("no whole answer") : lost("the answer broke off", e);
      judgement = live.broken(isLate.get() ? "it took too long" : String.valueOf(e.getMessage()));
    }
    Body body =
        kept.size() == 0
            ? null
            : ContentDecoding.ofBytes(headers.first("Content-Type"), kept.toByteArray(), headers);
    Exchange.Response whole = new Exchange.Response(response.statusCode(), headers, body);
    return new Answered(
        new Exchange(begun.provider(), begun.started(), begun.request(), whole, false),
        ofAnswer(judgement),
        failure);
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // It is closed for good; whoever reads it hears of it.
    }
  }

  // The request is ours: what it breaks, it breaks on purpose.
  private static List<Finding> ofAnswer(Judgement judgement) {
    return judgement.findings().stream()
        .filter(finding -> !finding.part().startsWith("request"))
        .toList();
  }

  private Finding late(String what) {
    return Answered.finding(
        "probe.timeout",
        Severity.UNCHECKED,
        "response",
        "%s within %d ms".formatted(what, timeout.toMillis()));
  }

  private static Finding lost(String what, Throwable cause) {
    return Answered.finding(
        "probe.connection",
        Severity.UNCHECKED,
        "response",
        "%s: %s".formatted(what, reason(cause)));
  }

  // The client's own words speak of its parser, or say nothing.
  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof ConnectException) {
      return isOfName(cause) ? "its host is not known" : "nothing takes connections there";
    }
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    return message.contains("header parser received no bytes")
        ? "it closed the connection without an answer"
        : message;
  }

  private static boolean isOfName(@Nullable Throwable cause) {
    return cause instanceof UnresolvedAddressException
        || (cause != null && isOfName(cause.getCause()));
  }
}
