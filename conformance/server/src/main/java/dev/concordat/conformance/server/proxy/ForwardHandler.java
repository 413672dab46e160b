package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.redaction.Redaction;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.http.TargetConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Forwards each request, and sees to it that it is recorded and judged. */
final class ForwardHandler extends Handler.Abstract.NonBlocking {
  private static final String STOPPED = "the proxy was stopped";

  private final Upstream upstream;
  private final Judge judge;
  private final String provider;
  private final Redaction redaction;
  private final Recorder recorder;
  private final Account account;
  private final Budget budget;
  private final Set<Forward> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean isStopping;

  ForwardHandler(
      Upstream upstream,
      Judge judge,
      String provider,
      Redaction redaction,
      Recorder recorder,
      Account account,
      Budget budget) {
    this.upstream = upstream;
    this.judge = judge;
    this.provider = provider;
    this.redaction = redaction;
    this.recorder = recorder;
    this.account = account;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    RequestTarget target = RequestTarget.of(TargetConnection.target(request));
    if (request.getMethod().equals("CONNECT")
        || target == null
        || !upstream.takes(target.pathQuery())) {
      account.refuse();
      Response.writeError(request, response, callback, 400, "this target cannot be forwarded");
      return true;
    }
    if (isStopping) {
      Response.writeError(request, response, callback, 503, "the proxy is stopped");
      return true;
    }
    Account.Line line = account.accept();
    try {
      forward(request, response, callback, target, line);
    } catch (RuntimeException | Error e) {
      line.notRecorded(e.getClass().getName());
      Response.writeError(request, response, callback, 500, "the proxy failed");
    }
    return true;
  }

  private void forward(
      Request request,
      Response response,
      Callback callback,
      RequestTarget asked,
      Account.Line line) {
    String target = upstream.target(asked.pathQuery());
    HttpFields headers = Fields.ofRequest(request.getHeaders(), upstream.authority());
    Capture capture = new Capture(budget);
    learn(asked, request.getHeaders(), capture);
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
            new Ending(line, capture));
    underWay.add(forward);
    if (isStopping) {
      forward.stop(STOPPED);
    }
    forward.start();
  }

  // All headers, those too that are not forwarded and so not recorded.
  private void learn(RequestTarget asked, Iterable<HttpField> fields, Capture capture) {
    Headers headers = Fields.headers(fields);
    String user = asked.userInfo() == null ? "" : asked.userInfo() + "@";
    try {
      redaction.learn("//" + user + upstream.authority() + asked.pathQuery(), headers);
    } catch (RedactionException e) {
      capture.lose(String.valueOf(e.getMessage()));
    }
  }

  private final class Ending implements Forward.Ending {
    private final Account.Line line;
    private final Capture capture;

    Ending(Account.Line line, Capture capture) {
      this.line = line;
      this.capture = capture;
    }

    @Override
    public void over(Witness.Seen seen, Runnable whenRecorded) {
      recorder.record(new Recorder.Entry(seen, line, whenRecorded));
    }

    @Override
    public void lost(String reason) {
      line.notRecorded(reason);
      capture.release();
    }

    @Override
    public void finished(Forward forward) {
      underWay.remove(forward);
    }

    @Override
    public String explain(Throwable failure) {
      return redaction.text(Reason.of(failure));
    }
  }

  /** Takes nothing more, and breaks off what is under way. */
  void stopAll() {
    isStopping = true;
    underWay.forEach(forward -> forward.stop(STOPPED));
  }
}
