package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What inputs are made from: the contracts and the recordings that ship. */
final class Seeds {
  static final Contracts CONTRACTS = Contracts.shipped();
  static final List<Contracts.ShippedRecording> RECORDINGS = Contracts.shippedRecordings();
  static final List<Exchange> EXCHANGES = exchanges();

  private Seeds() {}

  /** The bodies of successful answers to URLs that contain a text. */
  static List<String> answers(String url) {
    return EXCHANGES.stream()
        .filter(exchange -> exchange.request().url().contains(url))
        .map(Exchange::response)
        .filter(Objects::nonNull)
        .filter(response -> response.status() == 200)
        .map(Exchange.Response::body)
        .filter(Objects::nonNull)
        .map(body -> new String(body.bytes(), body.charset()))
        .toList();
  }

  private static List<Exchange> exchanges() {
    List<Exchange> exchanges = new ArrayList<>();
    for (Contracts.ShippedRecording recording : RECORDINGS) {
      exchanges.addAll(read(recording.name(), recording.content()));
    }
    return exchanges.stream().filter(each -> each.response() != null).toList();
  }

  /** The exchanges of a recording whose name tells its kind; entries that are none are left out. */
  static List<Exchange> read(String name, byte[] content) {
    List<Exchange> exchanges = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(name, new ByteArrayInputStream(content))) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          exchanges.add(read.exchange());
        }
      }
    } catch (RecordingException e) {
      // What stands before the place that is none was read.
      return exchanges;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return exchanges;
  }
}
