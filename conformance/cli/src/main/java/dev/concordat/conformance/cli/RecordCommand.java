package dev.concordat.conformance.cli;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.server.proxy.ProxyListener;
import dev.concordat.conformance.server.proxy.RecordingProxy;
import dev.concordat.conformance.verdict.SafeText;
import dev.concordat.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the recording proxy until it is interrupted. */
@Command(
    name = "record",
    description =
        "Forwards requests to a provider, judges what passes, and appends it to a "
            + "recording. Secrets are masked before anything is written; an exchange "
            + "that cannot be cleared of them passes and is not recorded. Runs until it "
            + "is interrupted. Exit status: 0 all that passed was recorded, 1 some was "
            + "not, 2 wrong usage.",
    footer = {
      "",
      "Example:",
      "  concordat record --provider intern --upstream https://chat.intern-ai.org.cn --out"
          + " traffic.jsonl"
    },
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  @Mixin private ContractOptions contractOptions = new ContractOptions();

  @Option(
      names = "--provider",
      paramLabel = "ID",
      required = true,
      description = "The provider whose contract is held against what passes.")
  private String provider = "";

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      required = true,
      description = "Where to forward to. Its path comes before that of a request.")
  private String upstream = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The recording to append to, .jsonl or .ndjson.")
  private Path out = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0, the default, takes a free one.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on; 127.0.0.1 unless given.")
  private String host = "127.0.0.1";

  @Option(
      names = "--sync",
      description =
          "Give a caller the end of its answer only when the exchange is on the "
              + "disk, so that not even a machine that fails loses it. Without it, it "
              + "outlives this program alone.")
  private boolean sync;

  @Mixin private CallerOptions callers = new CallerOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Lines lines = new Lines(line.getOut(), line.getErr());
    RecordingProxy proxy = start(lines);
    lines.started(proxy);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // Whoever interrupts it ends it as it should end.
                  Runtime.getRuntime().halt(ended(proxy, lines));
                }));
    new CountDownLatch(1).await();
    return Main.PASSED;
  }

  // Whatever fails while it stops, what came of the exchanges is said.
  private static int ended(RecordingProxy proxy, Lines lines) {
    boolean isClosed = false;
    try {
      proxy.close();
      isClosed = true;
    } catch (RuntimeException | Error e) {
      lines.say("the proxy did not stop as it should: " + e);
    }
    int status = lines.ended(proxy.summary());
    return isClosed ? status : Main.FAILED;
  }

  private RecordingProxy start(ProxyListener listener) {
    try {
      RecordingProxy.Builder builder =
          RecordingProxy.builder(provider, new URI(upstream), out)
              .contracts(contractOptions.contracts())
              .port(port)
              .host(host)
              .sync(sync)
              .listener(listener);
      callers.origins().forEach(builder::allowOrigin);
      callers.hosts().forEach(builder::allowHost);
      return builder.start();
    } catch (URISyntaxException e) {
      throw new UnusableException("--upstream is no URL");
    } catch (RecordingException | IllegalArgumentException | UncheckedIOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private final class Lines implements ProxyListener {
    private final PrintWriter to;
    private final PrintWriter err;

    Lines(PrintWriter to, PrintWriter err) {
      this.to = to;
      this.err = err;
    }

    void started(RecordingProxy proxy) {
      to.printf(
          "%s forwards to %s and records in %s%n",
          proxy.url(), SafeText.of(upstream), SafeText.of(out.toString()));
      to.flush();
      if (proxy.moved() != null) {
        say("the last line of the recording was not whole, and is now in " + proxy.moved());
      }
      if (!isLoopback()) {
        say(
            "listening on "
                + host
                + ": whoever reaches this address can use the provider through it");
      }
    }

    private boolean isLoopback() {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    @Override
    public synchronized void passed(Passed passed) {
      String what =
          passed.operation() == null ? passed.method() + " " + passed.path() : passed.operation();
      to.printf(
          "%-9s  %s  %s  %d bytes  %d ms%s%s%n",
          passed.verdict().id(),
          SafeText.of(what),
          passed.status() == 0 ? "no answer" : passed.status(),
          passed.bytes(),
          passed.millis(),
          passed.rules().isEmpty() ? "" : "  " + String.join(", ", passed.rules()),
          passed.broken() == null ? "" : "  (" + SafeText.of(passed.broken()) + ")");
      to.flush();
    }

    @Override
    public synchronized void notRecorded(String reason) {
      say("NOT RECORDED: " + reason);
    }

    synchronized int ended(RecordingProxy.Summary summary) {
      int exchanges = summary.accepted();
      to.printf(
          "%s: %s%n",
          exchanges == 1 ? "1 exchange" : exchanges + " exchanges",
          Arrays.stream(Verdict.values())
              .map(verdict -> summary.verdicts().getOrDefault(verdict, 0) + " " + verdict.id())
              .collect(Collectors.joining(", ")));
      to.printf("%d recorded in %s%n", summary.recorded(), SafeText.of(out.toString()));
      if (summary.refused() > 0) {
        to.printf("%d refused with 400 or 403, and not forwarded%n", summary.refused());
      }
      to.flush();
      if (summary.notRecorded() > 0) {
        say("%d NOT RECORDED".formatted(summary.notRecorded()));
        summary.reasons().forEach((reason, count) -> say("  %d: %s".formatted(count, reason)));
      }
      // Not the same as whether some was not recorded, should the account ever not add up.
      return summary.recorded() == summary.accepted() ? Main.PASSED : Main.FAILED;
    }

    void say(String message) {
      err.println("concordat: " + SafeText.of(message));
      err.flush();
    }
  }
}
