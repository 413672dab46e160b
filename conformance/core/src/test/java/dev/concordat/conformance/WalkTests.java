package dev.concordat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.MethodEntryRequest;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many files somebody has to open who follows an ordinary exchange: one line of a recording,
 * with an answer or without, that conforms to its contract. A debugger watches a program that reads
 * and judges it a second time, when nothing is left to compile.
 */
final class WalkTests {
  private static final String REQUEST =
      """
      {"startedDateTime": "2025-01-01T00:00:00.000Z", "time": 0, "request": {"method": "POST", \
      "url": "https://chat.intern-ai.org.cn/api/v1/chat/completions", "httpVersion": "HTTP/1.1", \
      "cookies": [], "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": \
      "Authorization", "value": "Bearer [token]"}], "queryString": [], "postData": {"mimeType": \
      "application/json", "text": "{\\"model\\":\\"internlm3-latest\\",\\"messages\\":[{\\"role\\":\
      \\"user\\",\\"content\\":\\"你好~\\"}],\\"n\\":1,\\"temperature\\":0.8,\\"top_p\\":0.9}", \
      "params": []}, "headersSize": -1, "bodySize": 113}, "_answer": "not documented", "response": \
      {"status": 0, "headers": [], "content": {"size": 0, "mimeType": "x-unknown"}}}
      """;

  private static final String EXCHANGE =
      REQUEST.replaceFirst(
          "\"_answer\".*",
          Matcher.quoteReplacement(
              """
              "response": {"status": 200, "headers": [{"name": "Content-Type", "value": \
              "application/json"}], "content": {"size": 182, "mimeType": "application/json", \
              "text": "{\\"id\\":\\"chatcmpl-123\\",\\"model\\":\\"internlm3-latest\\",\
              \\"created\\":1677652288,\\"choices\\":[{\\"index\\":0,\\"message\\":{\\"role\\":\
              \\"assistant\\",\\"content\\":\\"你好\\"},\\"finish_reason\\":\\"stop\\"}],\
              \\"moderation\\":{\\"sensitive\\":false,\\"category\\":\\"\\"}}"}}}\
              """));

  private static final String PROGRAM = Program.class.getName();
  private static final String ROOT = "dev.concordat.";

  @TempDir private Path folder;

  /** Judges the first exchange of a recording twice. */
  static final class Program {
    private Program() {}

    /** Takes a recording, and the provider that it is of. */
    public static void main(String[] arguments) throws Exception {
      Judge judge = new Judge(Contracts.shipped(), arguments[1]);
      Verdict before = judge.judge(read(arguments[0])).verdict();
      begin();
      Verdict verdict = judge.judge(read(arguments[0])).verdict();
      end();
      System.exit(before == verdict && verdict == Verdict.CONFORMS ? 0 : 1);
    }

    private static Exchange read(String recording) throws Exception {
      try (RecordingReader reader = RecordingReader.open(Path.of(recording))) {
        return ((RecordingReader.Read) Objects.requireNonNull(reader.next())).exchange();
      }
    }

    static void begin() {}

    static void end() {}
  }

  /** The classes of the methods that the second reading and judging entered, in their order. */
  private List<String> walk(String exchange, String provider) throws Exception {
    Path recording = Files.writeString(folder.resolve("one.jsonl"), exchange);
    Path said = folder.resolve("said.txt");
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(one -> one.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> settings = connector.defaultArguments();
    settings.get("localAddress").setValue("127.0.0.1");
    settings.get("timeout").setValue(Long.toString(TimeUnit.MINUTES.toMillis(5)));
    String address = connector.startListening(settings);
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAM,
                recording.toString(),
                provider)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      List<String> entered = watch(connector.accept(settings));

      assertThat(program.waitFor()).as(() -> "the program says: " + read(said)).isZero();
      return entered;
    } finally {
      connector.stopListening(settings);
      program.destroyForcibly();
    }
  }

  private static String read(Path said) {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> watch(VirtualMachine program) throws InterruptedException {
    List<String> entered = new ArrayList<>();
    EventRequestManager requests = program.eventRequestManager();
    ClassPrepareRequest loaded = requests.createClassPrepareRequest();
    loaded.addClassFilter(PROGRAM);
    loaded.enable();
    MethodEntryRequest entries = requests.createMethodEntryRequest();
    entries.addClassFilter(ROOT + "*");
    entries.addClassExclusionFilter(PROGRAM);
    entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
    while (true) {
      EventSet events = program.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof ClassPrepareEvent prepared) {
          for (String marker : List.of("begin", "end")) {
            Method method = prepared.referenceType().methodsByName(marker).get(0);
            requests.createBreakpointRequest(method.location()).enable();
          }
        } else if (event instanceof BreakpointEvent reached) {
          entries.setEnabled(reached.location().method().name().equals("begin"));
        } else if (event instanceof MethodEntryEvent entry) {
          ReferenceType type = entry.method().declaringType();
          // Whoever asks for a record's component has nothing to open.
          if (type.fieldByName(entry.method().name()) == null) {
            entered.add(type.name().substring(ROOT.length()));
          }
        } else if (event instanceof VMDisconnectEvent) {
          return entered;
        }
      }
      events.resume();
    }
  }

  @ParameterizedTest
  @CsvSource({"intern, false, 46", "maas, false, 47", "intern, true, 57"})
  void ordinaryExchangeIsReadAndThenJudgedThroughFewFiles(
      String provider, boolean isAnswered, int bound) throws Exception {
    List<String> walk = walk(isAnswered ? EXCHANGE : REQUEST, provider);

    Set<String> files = new TreeSet<>();
    walk.forEach(name -> files.add(name.replaceFirst("\\$.*", "")));
    List<String> judging = walk.subList(walk.indexOf("conformance.rule.Judge"), walk.size());
    assertThat(files).contains("conformance.recording.EntryReader").hasSizeLessThan(bound);
    assertThat(files.contains("conformance.rule.ResponseBodyJudge")).isEqualTo(isAnswered);
    assertThat(judging)
        .contains("conformance.compiled.CompiledSchemas")
        .noneMatch(name -> name.startsWith("conformance.recording."));
  }
}
