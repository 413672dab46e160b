package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recordings of any content. A reader goes on behind what is no exchange, says no more than a
 * {@link RecordingException}, and what it read can be judged.
 */
public final class RecordingsTarget {
  private static final Judge JUDGE = new Judge(Seeds.CONTRACTS, null);
  private static final List<String> ENDINGS = List.of(".har", ".jsonl", ".har.gz", ".zhar");

  private RecordingsTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Draws data = new Draws(input);
    Mutations mutations = new Mutations(data);
    String ending = data.one(ENDINGS);
    byte[] content;
    if (data.yes()) {
      content = data.rest();
    } else {
      var seed = data.one(Seeds.RECORDINGS);
      ending = seed.name().endsWith(".har") ? ".har" : ".jsonl";
      String text = new String(seed.content(), StandardCharsets.UTF_8);
      content = mutations.bytes(text).getBytes(StandardCharsets.UTF_8);
    }
    read("input" + ending, content);
  }

  private static void read(String name, byte[] content) throws IOException {
    try (RecordingReader reader = RecordingReader.open(name, new ByteArrayInputStream(content))) {
      int next = -1;
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.index() <= next) {
          throw new AssertionError("entry " + entry.index() + " comes behind " + next);
        }
        next = entry.index();
        if (entry instanceof RecordingReader.Read read) {
          check(JUDGE.judge(read.exchange()));
        }
      }
    } catch (RecordingException expected) {
      if (expected.getMessage() == null || !expected.getMessage().startsWith(name)) {
        throw new AssertionError("the message does not name the file", expected);
      }
    }
  }

  /** That the judge itself did not fail. */
  static void check(Judgement judgement) {
    for (Finding finding : judgement.findings()) {
      if (finding.rule().equals("judge.failed")) {
        throw new AssertionError(finding.message());
      }
    }
  }
}
