package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.http.CallerGuard;
import dev.concordat.conformance.server.http.Callers;
import dev.concordat.conformance.verdict.Verdict;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of a provider. It forwards every byte as it comes, appends each exchange,
 * cleared of secrets, to a recording, and judges it. A caller gets the end of its answer when the
 * exchange stands in the file. An exchange that cannot be cleared passes and is not recorded; nor
 * is one with a body of more than 32 MiB, or less where the program has little memory.
 *
 * <p>The path of a request is added to that of the provider's URL. The provider is told its own
 * host, and offered no content coding but gzip and deflate; all other headers that are for it are
 * forwarded as they are. A connection to the provider is kept for two seconds after a response
 * whose end its head told.
 *
 * <pre>{@code
 * try (RecordingProxy proxy =
 *     RecordingProxy.builder("intern", URI.create("https://chat.intern-ai.org.cn"), file).start()) {
 *   client = new Client(proxy.url() + "/api/v1", token);
 *   …
 * }
 * }</pre>
 */
public final class RecordingProxy implements Closeable {
  private static final int MAX_THREADS = 256;
  private static final long SECONDS_TO_STOP = 30;

  // What part of the memory holds exchanges until they are recorded, and then until judged.
  private static final int UNDER_WAY = 2;
  private static final int WAITING = 8;

  private final RecordingWriter writer;
  private final Account account = new Account();
  private final JudgeQueue judgeQueue;
  private final Recorder recorder;
  private final Upstream upstream;
  private final ForwardHandler handler;
  private final ProxyServer server;

  private RecordingProxy(Builder settings, RecordingWriter writer) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("proxy");
    threads.setDaemon(true);
    this.writer = writer;
    long memory = Runtime.getRuntime().maxMemory();
    Judge judge = new Judge(settings.contracts, settings.provider);
    Sink sink = Sink.of(writer, settings.isSynced);
    this.judgeQueue =
        new JudgeQueue(
            judge,
            settings.provider,
            new Budget(memory, WAITING),
            settings.listener,
            sink::cleared);
    this.recorder = new Recorder(sink, judgeQueue);
    this.upstream =
        Upstream.start(settings.upstream, settings.connectTimeout, settings.timeout, threads);
    this.handler =
        new ForwardHandler(
            upstream,
            judge,
            settings.provider,
            writer.redaction(),
            recorder,
            account,
            new Budget(memory, UNDER_WAY));
    CallerGuard guard =
        new CallerGuard(settings.callers, settings.host, true, account::refuse, handler);
    try {
      this.server =
          ProxyServer.start(
              settings.host, settings.port, settings.timeout, threads, account::refuse, guard);
    } catch (IOException e) {
      upstream.close();
      recorder.close();
      judgeQueue.close();
      throw e;
    }
  }

  /**
   * What came of the exchanges. When the proxy has stopped, what was accepted is what was recorded
   * and what was not.
   *
   * @param accepted how many requests were forwarded, or were to be
   * @param verdicts how many got each verdict
   * @param recorded how many were written
   * @param notRecorded how many were not
   * @param reasons why they were not, and how many for each reason
   * @param refused how many requests more were refused, and not forwarded
   */
  public record Summary(
      int accepted,
      Map<Verdict, Integer> verdicts,
      int recorded,
      int notRecorded,
      Map<String, Integer> reasons,
      int refused) {}

  /**
   * A proxy that is still to be set up.
   *
   * @param provider the provider's id
   * @param upstream the URL that requests are forwarded to, http or https; its path comes before
   *     theirs
   * @param file the recording to append to; its name ends in .jsonl or .ndjson
   */
  public static Builder builder(String provider, URI upstream, Path file) {
    return new Builder(provider, upstream, file);
  }

  /** The URL that it listens on, without a slash at its end: {@code http://127.0.0.1:8080}. */
  public String url() {
    return server.url();
  }

  /** What came of the exchanges that are over. */
  public Summary summary() {
    Account.Totals totals = account.totals();
    return new Summary(
        totals.accepted(),
        judgeQueue.verdicts(),
        totals.recorded(),
        totals.notRecorded().values().stream().mapToInt(Integer::intValue).sum(),
        totals.notRecorded(),
        totals.refused());
  }

  /** Where an unfinished last line of the recording was moved, or null where there was none. */
  public @Nullable Path moved() {
    return writer.moved();
  }

  /**
   * Stops it. Exchanges under way are broken off; when this returns, each is recorded, or accounted
   * for in the {@link #summary}.
   *
   * @throws UncheckedIOException where the recording cannot be closed
   */
  @Override
  public void close() {
    server.stopListening();
    handler.stopAll();
    try {
      account.awaitClosed(SECONDS_TO_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.close();
    account.close("the exchange was not over when the proxy had to stop");
    judgeQueue.close();
    try (upstream;
        server;
        writer) {
      // In this order, from the last to the first, each whatever becomes of the others.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a proxy up. */
  public static final class Builder {
    private final String provider;
    private final URI upstream;
    private final Path file;
    private Contracts contracts = Contracts.shipped();
    private String host = "127.0.0.1";
    private int port;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration timeout = Duration.ofMinutes(10);
    private ProxyListener listener = ProxyListener.NONE;
    private boolean isSynced;
    private final Callers callers = new Callers();

    private Builder(String provider, URI upstream, Path file) {
      this.provider = provider;
      this.upstream = upstream;
      this.file = file;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The address to listen on; the default is 127.0.0.1. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** How long a connection to the provider may take; the default is 10 seconds. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** How long the provider, or the caller, may be silent; the default is 10 minutes. */
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /** Who is told what passes. */
    public Builder listener(ProxyListener value) {
      listener = value;
      return this;
    }

    /**
     * Whether a caller gets the end of its answer only when the exchange is on the disk, so that
     * not even a machine that fails loses it. Otherwise it stands in the file, and outlives the
     * program.
     */
    public Builder sync(boolean value) {
      isSynced = value;
      return this;
    }

    /**
     * Lets the pages of an origin use the proxy, and tells their browser so (CORS); called again,
     * one more. All others are refused.
     *
     * @param origin {@code https://HOST[:PORT]}
     * @throws IllegalArgumentException where it is none
     */
    public Builder allowOrigin(String origin) {
      callers.allowOrigin(origin);
      return this;
    }

    /**
     * Lets callers name the proxy by this host; called again, one more. Its address, {@code
     * localhost} and the loopback addresses are always known.
     *
     * @throws IllegalArgumentException where it is no host's name
     */
    public Builder allowHost(String name) {
      callers.allowHost(name);
      return this;
    }

    /** The contracts to judge by; the default is those that ship with Concordat. */
    public Builder contracts(Contracts value) {
      contracts = value;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalArgumentException where the provider has no contract, or the URL is none to
     *     forward to
     * @throws RecordingException where the recording cannot be written to
     * @throws UncheckedIOException where the address cannot be listened on; the message says so
     */
    public RecordingProxy start() throws RecordingException {
      check();
      RecordingWriter writer = RecordingWriter.open(file, contracts.words());
      try {
        return new RecordingProxy(this, writer);
      } catch (IOException e) {
        close(writer);
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }

    private void check() {
      if (contracts.of(provider) == null) {
        throw new IllegalArgumentException(
            "the provider '%s' is not known; there are %s".formatted(provider, contracts.ids()));
      }
      String scheme = String.valueOf(upstream.getScheme());
      // What stands in the URL is not shown again: it may be a secret.
      if (!(scheme.equals("http") || scheme.equals("https"))
          || upstream.getHost() == null
          || upstream.getRawUserInfo() != null
          || upstream.getRawQuery() != null
          || upstream.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "the provider's URL must be http://HOST[:PORT][/PATH] or https://…, and nothing else;"
                + " credentials are the caller's to send");
      }
    }

    private static void close(RecordingWriter writer) {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
