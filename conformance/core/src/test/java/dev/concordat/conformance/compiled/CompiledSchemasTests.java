package dev.concordat.conformance.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.stream.Event;
import dev.concordat.conformance.stream.EventStreamDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CompiledSchemasTests {
  private static final int MUTANTS = Integer.getInteger("concordat.mutants", 200);

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sample(Contract contract, SchemaNode schema, byte[] text) {}

  private record Compiled(CompiledSchemas schemas, Places places) {
    static Compiled of(Contract contract) {
      Places places = new Places(contract.schemas());
      return new Compiled(new CompiledSchemas(contract.schemas(), places), places);
    }
  }

  private final Map<Contract, Compiled> compiled = new HashMap<>();

  // A clean text is worth nothing where the engine says otherwise.
  @Test
  void whatIsVouchedForIsCleanAndExercisesTheSame() throws Exception {
    int vouched = 0;
    Random random = new Random(7);
    for (Sample sample : samples()) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] text = i == 0 ? sample.text() : mutant(sample.text(), random);
        vouched += check(sample, text) ? 1 : 0;
      }
    }
    assertThat(vouched).isPositive();
  }

  @Test
  void documentedSamplesAreVouchedFor() throws Exception {
    List<Sample> samples = samples();
    List<String> refused =
        samples.stream()
            .filter(sample -> !check(sample, sample.text()))
            .map(s -> s.schema() + " " + new String(s.text(), StandardCharsets.UTF_8))
            .toList();
    assertThat(refused).isEmpty();
  }

  private boolean check(Sample sample, byte[] text) {
    Compiled of = compiled.computeIfAbsent(sample.contract(), Compiled::of);
    CompiledSchemas.Clean clean =
        of.schemas().read(text, 0, text.length, sample.schema(), Keep.ALL);
    if (clean == null) {
      return false;
    }
    Slow.Said said = Slow.judge(sample.contract(), of.places(), text, sample.schema());
    String shown = sample.schema() + " " + new String(text, StandardCharsets.UTF_8);
    assertThat(said.isClean()).as(shown).isTrue();
    assertThat(BitSet.valueOf(clean.told())).as(shown).isEqualTo(said.told());
    assertThat(clean.undescribed()).as(shown).isEqualTo(said.undescribed());
    return true;
  }

  // Bytes are swapped, dropped, doubled; parts of the text are copied over others.
  private static byte[] mutant(byte[] text, Random random) {
    StringBuilder mutant = new StringBuilder(new String(text, StandardCharsets.UTF_8));
    for (int i = random.nextInt(3); i >= 0 && mutant.length() > 2; i--) {
      int at = random.nextInt(mutant.length());
      int length = Math.min(1 + random.nextInt(20), mutant.length() - at);
      int other = random.nextInt(mutant.length() - length + 1);
      switch (random.nextInt(5)) {
        case 0 -> mutant.delete(at, at + length);
        case 1 -> mutant.insert(at, mutant.substring(other, other + length));
        case 2 ->
            mutant.setCharAt(at, "{}[]\",:0123456789.eE+-tfn \\\u00e9".charAt(random.nextInt(28)));
        case 3 -> token(mutant, random);
        default -> mutant.replace(at, at + length, mutant.substring(other, other + length));
      }
    }
    return mutant.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final String[] VALUES = {
    "null",
    "true",
    "0",
    "-1",
    "1.0",
    "1.5",
    "1e3",
    "12345678901234567890",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[{}]",
    "\"\\u0041\"",
    "\"\\ud800\"",
    "2",
    "3000000000"
  };

  // A value after a colon becomes another one.
  private static void token(StringBuilder text, Random random) {
    int colon = text.indexOf(":", random.nextInt(text.length()));
    if (colon < 0) {
      return;
    }
    int end = colon + 1;
    while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    text.replace(colon + 1, end, VALUES[random.nextInt(VALUES.length)]);
  }

  private static List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    Contracts contracts = Contracts.shipped();
    for (Contracts.ShippedRecording recording : Contracts.shippedRecordings()) {
      InputStream in = new ByteArrayInputStream(recording.content());
      try (RecordingReader reader = RecordingReader.open(recording.name(), in)) {
        for (RecordingReader.Entry e = reader.next(); e != null; e = reader.next()) {
          collect(contracts, ((RecordingReader.Read) e).exchange(), samples);
        }
      }
    }
    return samples;
  }

  private static void collect(Contracts contracts, Exchange exchange, List<Sample> samples)
      throws IOException {
    Exchange.Request request = exchange.request();
    Route.Found found =
        (Route.Found) contracts.route(exchange.provider(), request.method(), request.url());
    Operation operation = found.operation();
    Operation.RequestBody described = operation.requestBody();
    if (described != null) {
      add(found.contract(), described.content(), request.body(), samples);
    }
    Exchange.Response response = exchange.response();
    Operation.Response answer = response == null ? null : operation.response(response.status());
    // An error in place of the answer has a schema of its own.
    if (response != null && answer != null && answer.error() == null) {
      add(found.contract(), answer.content(), response.body(), samples);
    }
  }

  private static void add(
      Contract contract,
      Map<String, Operation.MediaType> content,
      @Nullable Body body,
      List<Sample> samples)
      throws IOException {
    String stated = body == null ? null : body.mediaType();
    Operation.MediaType type = stated == null ? null : Operation.find(content, stated);
    if (body == null || type == null || type.schema() == null) {
      return;
    }
    SchemaNode schema = type.schema();
    if (type.stream() == null) {
      samples.add(new Sample(contract, schema, body.bytes()));
      return;
    }
    try (InputStream in = new ByteArrayInputStream(body.bytes())) {
      EventStreamDecoder.decode(
          in,
          new EventStreamDecoder.Sink() {
            @Override
            public void event(Event event) {
              if (event.data().startsWith("{")) {
                byte[] text = event.data().getBytes(StandardCharsets.UTF_8);
                samples.add(new Sample(contract, schema, text));
              }
            }

            @Override
            public void tooLong(int index, long offset, long length) {}

            @Override
            public void notUtf8(int index, long offset) {}

            @Override
            public void cut(int index, long offset, long length, String data) {}
          });
    }
  }
}
