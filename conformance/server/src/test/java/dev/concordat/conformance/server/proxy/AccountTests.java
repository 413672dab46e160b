package dev.concordat.conformance.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails, what was accepted is what was recorded and what was not. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class AccountTests {
  private static final Judge JUDGE = new Judge(Contracts.shipped(), "intern");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path folder;

  /** A recording of which each exchange says in its body what becomes of it. */
  private static final class Troubled implements Sink {
    final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    public void append(WireExchange exchange) throws RedactionException, RecordingException {
      String body = new String(exchange.request().body(), StandardCharsets.UTF_8);
      switch (body) {
        case "memory" -> throw new OutOfMemoryError("test");
        case "stack" -> throw new StackOverflowError();
        case "disk" -> fail("disk is full.txt");
        case "secret" -> throw new RedactionException("a secret would be left in it");
        case "fault" -> throw new IllegalStateException("test");
        default -> written.add(body);
      }
    }

    @Override
    public void sync() throws RecordingException {
      if (written.contains("unsynced")) {
        fail("disk is broken.txt");
      }
    }

    @Override
    public String cleared(String text) {
      return text;
    }

    // As a recording does, here for the name of its file.
    private static void fail(String name) throws RecordingException {
      RecordingWriter.open(Path.of(name));
    }
  }

  @Test
  void anExchangeThatCannotBeWrittenIsCountedWithItsReasonAndTheNextIsWritten() {
    Troubled sink = new Troubled();
    Account account = new Account();
    List<String> reasons = new CopyOnWriteArrayList<>();
    List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    JudgeQueue judging = judging(listener(verdicts, reasons), 1 << 30);
    Recorder recorder = new Recorder(sink, judging);
    List<String> ended = new CopyOnWriteArrayList<>();
    List<String> bodies =
        List.of("a", "memory", "b", "stack", "disk", "c", "secret", "fault", "disk", "d");
    for (String body : bodies) {
      recorder.record(new Recorder.Entry(seen(body), account.accept(), () -> ended.add(body)));
    }
    recorder.close();
    Account.Line late = account.accept();
    recorder.record(new Recorder.Entry(seen("late"), late, () -> ended.add("late")));
    judging.close();

    assertThat(sink.written).containsExactly("a", "b", "c", "d");
    assertThat(ended).hasSize(bodies.size() + 1);
    assertThat(account.totals())
        .isEqualTo(
            new Account.Totals(
                11,
                4,
                Map.of(
                    "java.lang.OutOfMemoryError", 1,
                    "java.lang.StackOverflowError", 1,
                    "java.lang.IllegalStateException", 1,
                    "disk is full.txt: the name of a recording must end in .jsonl or .ndjson", 2,
                    "a secret would be left in it", 1,
                    "the recording was closed before the exchange was over", 1),
                0));
    assertThat(reasons).hasSize(7);
    assertThat(verdicts).hasSize(11);
  }

  @Test
  void whatIsWrittenAndDoesNotReachTheDiskIsNotRecorded() {
    Account account = new Account();
    JudgeQueue judging = judging(ProxyListener.NONE, 1 << 30);
    Recorder recorder = new Recorder(new Troubled(), judging);
    recorder.record(new Recorder.Entry(seen("unsynced"), account.accept(), () -> {}));
    recorder.close();
    judging.close();
    assertThat(account.totals())
        .isEqualTo(
            new Account.Totals(
                1,
                0,
                Map.of(
                    "disk is broken.txt: the name of a recording must end in .jsonl or .ndjson", 1),
                0));
  }

  @Test
  void aCallersConnectionThatFailsChangesNothing() {
    Account account = new Account();
    JudgeQueue judging = judging(ProxyListener.NONE, 1 << 30);
    Recorder recorder = new Recorder(new Troubled(), judging);
    for (int i = 0; i < 3; i++) {
      recorder.record(
          new Recorder.Entry(
              seen("a"),
              account.accept(),
              () -> {
                throw new OutOfMemoryError("test");
              }));
    }
    recorder.close();
    judging.close();
    assertThat(account.totals()).isEqualTo(new Account.Totals(3, 3, Map.of(), 0));
    assertThat(judging.verdicts().values()).containsExactly(3);
  }

  @Test
  void whatIsStillOpenWhenTheAccountIsClosedWasNotRecorded() {
    Account account = new Account();
    Account.Line whole = account.accept();
    Account.Line open = account.accept();
    whole.recorded();
    whole.notRecorded("said twice");
    account.close("it was not over");
    open.recorded();
    assertThat(account.totals())
        .isEqualTo(new Account.Totals(2, 1, Map.of("it was not over", 1), 0));
  }

  @Test
  void whatCannotBeHeldToBeJudgedIsUncheckedAndSaysSo() {
    List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    List<List<String>> rules = new CopyOnWriteArrayList<>();
    JudgeQueue judging =
        judging(
            new ProxyListener() {
              @Override
              public void passed(Passed passed) {
                verdicts.add(passed.verdict());
                rules.add(passed.rules());
              }

              @Override
              public void notRecorded(String reason) {}
            },
            800);
    judging.judge(seen("x".repeat(101)), null);
    judging.close();
    assertThat(verdicts).containsExactly(Verdict.UNCHECKED);
    assertThat(rules).containsExactly(List.of("judge.skipped"));
  }

  @Test
  void callersAndTheRecordingDoNotWaitForTheJudge() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    ProxyListener slow =
        new ProxyListener() {
          @Override
          public void passed(Passed passed) {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            told.add(passed.path());
          }

          @Override
          public void notRecorded(String reason) {}
        };
    try (RawServer server = new RawServer(RawServer.kept(c -> c.send(OK)));
        Proxied proxied = new Proxied(folder, server.url(), b -> b.listener(slow))) {
      for (int i = 1; i <= 5; i++) {
        Http.exchange(proxied.url(), Http.post("/" + i, "{}"));
        assertThat(Files.readAllLines(proxied.file)).hasSize(i);
      }
      assertThat(told).isEmpty();
      assertThat(proxied.proxy.summary().recorded()).isEqualTo(5);
      release.countDown();
      proxied.close();
      assertThat(told).containsExactly("/1", "/2", "/3", "/4", "/5");
      RecordingProxy.Summary summary = proxied.proxy.summary();
      assertThat(summary.accepted()).isEqualTo(5);
      assertThat(summary.verdicts().values().stream().mapToInt(n -> n)).containsExactly(5);
    }
  }

  @Test
  void whatIsUnderWayWhenTheProxyStopsIsInTheAccount() throws Exception {
    int count = 20;
    CountDownLatch begun = new CountDownLatch(count);
    try (RawServer server =
            new RawServer(
                c -> {
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegin");
                  begun.countDown();
                  c.isClosed();
                });
        Proxied proxied = new Proxied(folder, server.url())) {
      List<Http> callers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Http caller = new Http(proxied.url());
        callers.add(caller);
        caller.send(Http.post(Proxied.CHAT, "{}"));
      }
      assertThat(begun.await(5, TimeUnit.MINUTES)).isTrue();
      proxied.close();
      RecordingProxy.Summary summary = proxied.proxy.summary();
      assertThat(summary.accepted()).isEqualTo(count);
      assertThat(summary.recorded()).isEqualTo(count);
      assertThat(summary.verdicts().values().stream().mapToInt(n -> n).sum()).isEqualTo(count);
      for (Http caller : callers) {
        caller.close();
      }
    }
  }

  private static JudgeQueue judging(ProxyListener listener, long memory) {
    return new JudgeQueue(JUDGE, "intern", new Budget(memory, 8), listener, text -> text);
  }

  private static ProxyListener listener(List<Verdict> verdicts, List<String> reasons) {
    return new ProxyListener() {
      @Override
      public void passed(Passed passed) {
        verdicts.add(passed.verdict());
      }

      @Override
      public void notRecorded(String reason) {
        reasons.add(reason);
      }
    };
  }

  private static Witness.Seen seen(String body) {
    Witness witness =
        new Witness(
            JUDGE,
            "intern",
            "POST",
            "http://127.0.0.1/api/v1/chat/completions",
            Headers.of(),
            new Capture(new Budget(1 << 30, 8)));
    witness.sent(body.getBytes(StandardCharsets.UTF_8));
    witness.requestEnded();
    witness.head(200, Headers.of());
    witness.answered("{}".getBytes(StandardCharsets.UTF_8));
    return witness.end(null);
  }
}
