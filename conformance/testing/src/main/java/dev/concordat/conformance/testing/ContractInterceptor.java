package dev.concordat.conformance.testing;

import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Judges the calls of an OkHttp client, and never changes or fails them:
 *
 * <pre>{@code
 * ContractInterceptor calls = Concordat.interceptor("maas");
 * OkHttpClient client = new OkHttpClient.Builder().addInterceptor(calls).build();
 * … // the test
 * calls.assertConform();
 * }</pre>
 *
 * <p>The body of an answer is judged while it passes: the caller gets each event of a stream when
 * it arrives, and of a stream no more than an event and the sum is held. An exchange is judged when
 * the end of the answer was read or its body was closed; what was closed early is judged as far as
 * it went and stays unchecked. A call that gets no answer is no exchange.
 *
 * <p>It is to be the last of the client's interceptors, so that it sees what the others add.
 * Threads and clients may share one.
 */
public final class ContractInterceptor implements Interceptor {
  private final Judge judge;
  private final Tolerance tolerance;
  private final Consumer<JudgedExchange> listener;
  // Common to all that were made of one another, so that none of them asserts in vain.
  private final Calls calls;

  ContractInterceptor(Judge judge) {
    this(judge, Tolerance.DEFAULT, judged -> {}, new Calls());
  }

  private ContractInterceptor(
      Judge judge, Tolerance tolerance, Consumer<JudgedExchange> listener, Calls calls) {
    this.judge = judge;
    this.tolerance = tolerance;
    this.listener = listener;
    this.calls = calls;
  }

  /**
   * The same interceptor, failing on what is at least as severe as this. What stays unchecked fails
   * in any case unless {@link #allowUnchecked} lets it pass.
   *
   * @param lightest {@link Severity#VIOLATION} where nothing is said; {@link Severity#DRIFT} to
   *     fail on what the contract does not describe too
   */
  public ContractInterceptor failOn(Severity lightest) {
    return new ContractInterceptor(judge, tolerance.failOn(lightest), listener, calls);
  }

  /** The same interceptor, letting exchanges pass of which a part met no schema or rule. */
  public ContractInterceptor allowUnchecked() {
    return new ContractInterceptor(judge, tolerance.allowingUnchecked(), listener, calls);
  }

  /**
   * The same interceptor, telling of each exchange as soon as it is judged, on the thread that
   * reads or closes the answer. What the listener throws reaches whoever reads.
   */
  public ContractInterceptor onJudgement(Consumer<JudgedExchange> told) {
    return new ContractInterceptor(judge, tolerance, listener.andThen(told), calls);
  }

  /** What was judged so far, in the order in which the answers ended. */
  public List<JudgedExchange> judged() {
    return calls.judged();
  }

  /**
   * Passes where all calls so far conform.
   *
   * @throws AssertionError where one does not, where the answer to one was neither read to its end
   *     nor closed, and where there was none
   */
  public void assertConform() {
    calls.assertConform();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    RequestTap sent = new RequestTap(chain.request());
    Response response = chain.proceed(sent.request());
    if (response.code() == 101) {
      return response; // The body is no answer but a connection.
    }
    LiveCall call =
        new LiveCall(
            judge,
            sent.exchanged(),
            OkHttpExchange.head(response),
            tolerance,
            calls.opened().andThen(RunReport::take).andThen(listener));
    return response
        .newBuilder()
        .body(new TeedBody(response.body(), call, chain.call()::isCanceled))
        .build();
  }
}
