package dev.concordat.conformance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.server.proxy.ProxyListener;
import dev.concordat.conformance.server.proxy.RecordingProxy;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emulator behind the proxy: what was judged while it passed, and what is in the recording. */
class RecordedEmulatorTests {
  private static final List<String> FAULTS =
      List.of(
          "none",
          "rate-limit",
          "overload",
          "error-event",
          "cut",
          "malformed-chunk",
          "error-in-200",
          "html-502");

  private final List<String> live = Collections.synchronizedList(new ArrayList<>());
  private final List<String> unrecorded = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "intern, /chat/completions, internlm3-latest",
    "azion, /v1/chat/completions, opengvlab-internvl3-1b-instruct",
    "maas, /v1/chat/completions, Qwen2-72B"
  })
  void recordingIsJudgedAsItsTrafficWas(String provider, String path, String model)
      throws Exception {
    Path file = folder.resolve("traffic.jsonl");
    String token = "a-token-of-the-test-0123456789";

    try (Emulator emulator = Emulator.builder().token(token).start();
        RecordingProxy proxy =
            RecordingProxy.builder(provider, URI.create(emulator.url(provider)), file)
                .listener(new Listener())
                .start()) {
      for (String fault : FAULTS) {
        send(proxy.url() + path, token, model, fault, false);
        send(proxy.url() + path, token, model, fault, true);
      }
    }

    assertThat(unrecorded).isEmpty();
    assertThat(live).hasSize(2 * FAULTS.size()).contains("conforms []");
    assertThat(recorded(file, provider)).containsExactlyInAnyOrderElementsOf(live);
    assertThat(Files.readString(file)).doesNotContain(token);
  }

  private void send(String url, String token, String model, String fault, boolean stream)
      throws InterruptedException {
    String body =
        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]%s}"
            .formatted(model, stream ? ", \"stream\": true" : "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!fault.equals("none")) {
      request.header(Emulator.FAULT_HEADER, fault);
    }
    try {
      HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      // A cut answer ends so for its reader; what matters is what was said of it.
      assertThat(fault).isEqualTo("cut");
    }
  }

  private static List<String> recorded(Path file, String provider) throws Exception {
    Judge judge = new Judge(Contracts.shipped(), provider);
    List<String> recorded = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        Judgement judgement = judge.judge(((RecordingReader.Read) entry).exchange());
        List<String> rules = judgement.findings().stream().map(Finding::rule).distinct().toList();
        recorded.add(said(judgement.verdict(), rules));
      }
    }
    return recorded;
  }

  private static String said(Verdict verdict, List<String> rules) {
    return verdict.id() + " " + rules;
  }

  private final class Listener implements ProxyListener {
    @Override
    public void passed(Passed passed) {
      live.add(said(passed.verdict(), passed.rules()));
    }

    @Override
    public void notRecorded(String reason) {
      unrecorded.add(reason);
    }
  }
}
