package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.redaction.Redaction;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Forwards each request, and sees to it that it is judged and recorded. */
final class ForwardHandler extends Handler.Abstract.NonBlocking implements Forward.Ending {
  private static final long POLL_MILLIS = 10;

  private final Upstream upstream;
  private final Judge judge;
  private final String provider;
  private final Redaction redaction;
  private final Recorder recorder;
  private final Budget budget;
  private final Set<Forward> underWay = ConcurrentHashMap.newKeySet();

  ForwardHandler(
      Upstream upstream,
      Judge judge,
      String provider,
      Redaction redaction,
      Recorder recorder,
      Budget budget) {
    this.upstream = upstream;
    this.judge = judge;
    this.provider = provider;
    this.redaction = redaction;
    this.recorder = recorder;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpURI uri = request.getHttpURI();
    String pathQuery = uri.getPathQuery();
    if (request.getMethod().equals("CONNECT") || pathQuery == null || !pathQuery.startsWith("/")) {
      Response.writeError(request, response, callback, 400, "only paths are forwarded");
      return true;
    }
    String target = upstream.target(pathQuery);
    HttpFields headers = Fields.ofRequest(request.getHeaders(), upstream.authority());
    Capture capture = new Capture(budget);
    learn(uri, request.getHeaders(), capture);
    Witness witness =
        new Witness(
            judge,
            provider,
            request.getMethod(),
            upstream.origin() + target,
            Fields.headers(Fields.endToEnd(headers)),
            capture);
    Forward forward =
        new Forward(
            request,
            response,
            callback,
            upstream.request(request.getMethod(), target, headers),
            witness,
            this);
    underWay.add(forward);
    forward.start();
    return true;
  }

  // All headers, those too that are not forwarded and so not recorded.
  private void learn(HttpURI uri, Iterable<HttpField> fields, Capture capture) {
    Headers headers = Fields.headers(fields);
    String user = uri.getUser() == null ? "" : uri.getUser() + "@";
    try {
      redaction.learn("//" + user + upstream.authority() + uri.getPathQuery(), headers);
    } catch (RedactionException e) {
      capture.lose(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void over(Forward forward, Witness.Seen seen) {
    // In this order: who stops the proxy waits for what is under way, then closes the recording.
    recorder.record(seen);
    underWay.remove(forward);
  }

  @Override
  public String explain(Throwable failure) {
    return redaction.text(Reason.of(failure));
  }

  /** Breaks off what is under way, and waits until it is. */
  void stopAll(long seconds) {
    underWay.forEach(forward -> forward.stop("the proxy was stopped"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!underWay.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
