package dev.concordat.conformance.testing;

import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

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
 * <p>As the last of the application's interceptors it sees a call as the application has it. As a
 * network interceptor ({@code addNetworkInterceptor}) it sees what is on the wire: what clients add
 * behind the application, such as credentials, each redirect and each retry, and bodies in their
 * content coding, of which streams are judged at their end. Threads and clients may share one.
 */
public final class ContractInterceptor implements Interceptor, Closeable {
  private final String provider;
  private final Judge judge;
  private final Tolerance tolerance;
  private final Consumer<JudgedExchange> listener;
  // Common to all that were made of one another, so that none of them asserts in vain.
  private final Calls calls;
  private final @Nullable CallRecorder recorder;

  ContractInterceptor(String provider) {
    this(provider, Concordat.judge(provider), Tolerance.DEFAULT, judged -> {}, new Calls(), null);
  }

  private ContractInterceptor(
      String provider,
      Judge judge,
      Tolerance tolerance,
      Consumer<JudgedExchange> listener,
      Calls calls,
      @Nullable CallRecorder recorder) {
    this.provider = provider;
    this.judge = judge;
    this.tolerance = tolerance;
    this.listener = listener;
    this.calls = calls;
    this.recorder = recorder;
  }

  private ContractInterceptor with(Tolerance other) {
    return new ContractInterceptor(provider, judge, other, listener, calls, recorder);
  }

  /**
   * The same interceptor, failing on what is at least as severe as this. What stays unchecked fails
   * in any case unless {@link #allowUnchecked} lets it pass.
   *
   * @param lightest {@link Severity#VIOLATION} where nothing is said; {@link Severity#DRIFT} to
   *     fail on what the contract does not describe too
   */
  public ContractInterceptor failOn(Severity lightest) {
    return with(tolerance.failOn(lightest));
  }

  /** The same interceptor, letting exchanges pass of which a part met no schema or rule. */
  public ContractInterceptor allowUnchecked() {
    return with(tolerance.allowingUnchecked());
  }

  /**
   * The same interceptor, telling of each exchange as soon as it is judged, on the thread that
   * reads or closes the answer. What the listener throws reaches whoever reads.
   */
  public ContractInterceptor onJudgement(Consumer<JudgedExchange> told) {
    return new ContractInterceptor(
        provider, judge, tolerance, listener.andThen(told), calls, recorder);
  }

  /**
   * The same interceptor, appending each exchange to a recording, with the time of each piece of
   * the answer. Secrets are masked first; what cannot be cleared of them is not written, and {@link
   * #assertConform} says so. An answer that is recorded is held until it ends.
   *
   * @param file its name ends in {@code .jsonl} or {@code .ndjson}; what is in it is kept. It is
   *     held until {@link #close}
   * @throws IllegalArgumentException where it cannot be recorded to
   */
  public ContractInterceptor recordTo(Path file) {
    return new ContractInterceptor(
        provider,
        judge,
        tolerance,
        listener,
        calls,
        CallRecorder.open(file, Concordat.contracts().words()));
  }

  /** What was judged so far, in the order in which the answers ended. */
  public List<JudgedExchange> judged() {
    return calls.judged();
  }

  /**
   * Passes where all calls so far conform.
   *
   * @throws AssertionError where one does not, where the answer to one was neither read to its end
   *     nor closed, where one could not be recorded, and where there was none
   */
  public void assertConform() {
    calls.assertConform();
    if (recorder != null) {
      recorder.assertRecorded();
    }
  }

  /** Closes the recording, if there is one. */
  @Override
  public void close() throws IOException {
    if (recorder != null) {
      recorder.close();
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    RequestTap sent = new RequestTap(chain.request());
    LiveCall.Recording recording =
        recorder == null ? LiveCall.Recording.NONE : new Tape(recorder, provider, sent);
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
            recording,
            calls.opened().andThen(RunReport::take).andThen(listener));
    return response
        .newBuilder()
        .body(new TeedBody(response.body(), call, chain.call()::isCanceled))
        .build();
  }
}
