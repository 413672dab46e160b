package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.schema.JsonType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recordings in the folder {@code cases}, each with what it shows in a file beside it. */
final class DriftCases {
  static final Contracts CONTRACTS = Contracts.shipped();

  private DriftCases() {}

  /** The names of all recordings. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(RecordingReader::isRecording)
          .sorted()
          .toList();
    }
  }

  static Path folder() {
    try {
      return Path.of(DriftCases.class.getResource("cases").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Drift> drifts(String name) throws IOException, RecordingException {
    return drifts(name, CONTRACTS);
  }

  static List<Drift> drifts(String name, Contracts contracts)
      throws IOException, RecordingException {
    try (InputStream in = Files.newInputStream(folder().resolve(name))) {
      return drifts(name, in, contracts);
    }
  }

  static List<Drift> drifts(String name, InputStream in, Contracts contracts)
      throws IOException, RecordingException {
    DriftCollector collector = new DriftCollector();
    Judge judge = new Judge(contracts, NamedProviders.NONE, collector);
    try (RecordingReader reader = RecordingReader.open(name, in)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          judge.judge(read.exchange());
        }
      }
    }
    return collector.drifts();
  }

  /** What was collected, a line for each thing. */
  static List<String> lines(List<Drift> drifts) {
    List<String> lines = new ArrayList<>();
    for (Drift drift : drifts) {
      lines.add("%s %d".formatted(drift.contract().provider(), drift.exchanges()));
      for (Drift.Kind kind : Drift.Kind.values()) {
        drift.undocumented(kind).forEach(item -> lines.add(line(item)));
      }
      for (Drift.Absent field : drift.absent()) {
        lines.add(
            "absent %s %s of %s%s%s"
                .formatted(
                    field.pointer(),
                    field.name(),
                    field.objects(),
                    seen(field.seen()),
                    ledger(field.ledger())));
      }
      for (Drift.AlwaysPresent field : drift.alwaysPresent()) {
        lines.add(
            "always %s %s %d %s"
                .formatted(field.pointer(), field.name(), field.objects(), field.parts()));
      }
      for (Drift.Unseen field : drift.unseen()) {
        lines.add("unseen %s %s %d".formatted(field.pointer(), field.name(), field.objects()));
      }
    }
    return lines;
  }

  private static String line(Drift.Undocumented item) {
    return "%s %s%s%s%s%s%s"
        .formatted(
            item.kind().plural(),
            item.pointer(),
            item.name() == null ? "" : " " + item.name().text(),
            item.types().stream().map(JsonType::id).collect(Collectors.joining("|", " ", "")),
            item.example() == null ? "" : " such as " + item.example(),
            seen(item.seen()),
            ledger(item.ledger()));
  }

  private static String seen(Drift.Seen seen) {
    String places =
        seen.places().stream()
            .map(
                place ->
                    " [%s %s%s %d]"
                        .formatted(
                            place.operation(),
                            place.part(),
                            place.pointer().isEmpty() ? "" : " " + place.pointer(),
                            place.count()))
            .collect(Collectors.joining());
    return ", %d in %d, %s to %s%s"
        .formatted(seen.count(), seen.exchanges(), seen.first(), seen.last(), places);
  }

  private static String ledger(String ledger) {
    return ledger == null ? "" : " (" + ledger + ")";
  }
}
