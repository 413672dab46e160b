package dev.concordat.conformance.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret is masked of which the events of a stream, or their lines, have a part each. */
final class SpreadSecretTests {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Zq8rT1vLw3nYb6K   | data: {"a":"x"}~~data: {"a":"Zq8rT1~data: vLw3nYb6K"}~~data: {"a":1}~~
          Zq8rT1vLw3nYb6K   | data: {"a":"x"}~~data: Zq8rT1~~data: vLw3nYb6K~~
          Zq8rT1vLw3nYb6K   | data: {"a":1}Zq8rT1~~data: vLw3nYb6K{}~~
          Zq8rT1vLw3nYb6K   | data: {"a":1}~~data: {"a":"Zq8rT1~~data: vLw3nYb6K"}~~data: {"a":1}~~
          Zq8rT1v}{Lw3nYb6K | data: {"a":1}~~data: {"a":Zq8rT1v}~~data: {Lw3nYb6K:1}~~data: [DONE]~~
          Zq8rT1v}Lw3nYb6K  | data: {"a":1}~~data: {"a":Zq8rT1v}~~data: Lw3nYb6K~~
          Zq8rT1vLw3nYb6K   | data: {"a":"Zq8rT1"}~~data: {"a":"vLw3nYb6K"}~~data: [DONE]~~
          """)
  void noPartOfItIsRecorded(String secret, String stream) throws Exception {
    Wire wire = new Wire();
    wire.sent = Headers.of("Authorization", "Bearer " + secret);
    wire.answered = Headers.of("Content-Type", "text/event-stream");
    wire.answer = Wire.bytes(stream.strip().replace('~', '\n'));
    Path file = folder.resolve("out.jsonl");
    try (RecordingWriter writer = RecordingWriter.open(file, Contracts.shipped().words())) {
      writer.append(wire.exchange());
    }
    assertThat(Files.readString(file))
        .contains("data: ")
        .doesNotContain("Zq8rT1")
        .doesNotContain("Lw3nYb6K");
  }
}
