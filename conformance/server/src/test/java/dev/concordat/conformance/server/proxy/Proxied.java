package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.Closeable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A proxy whose recording and lines can be looked at. */
final class Proxied implements Closeable, ProxyListener {
  static final String CHAT = "/api/v1/chat/completions";
  private static final JsonMapper JSON = new JsonMapper();

  final Path file;
  final RecordingProxy proxy;
  final List<Passed> passed = new CopyOnWriteArrayList<>();
  final List<String> notRecorded = new CopyOnWriteArrayList<>();

  Proxied(Path folder, URI upstream) throws Exception {
    this(folder, upstream, builder -> builder);
  }

  Proxied(Path folder, URI upstream, UnaryOperator<RecordingProxy.Builder> settings)
      throws Exception {
    file = folder.resolve("out.jsonl");
    RecordingProxy.Builder builder =
        RecordingProxy.builder("intern", upstream, file)
            .listener(this)
            // A busy machine may take its time to see that a connection is there.
            .connectTimeout(Duration.ofMinutes(5));
    proxy = settings.apply(builder).start();
  }

  String url() {
    return proxy.url();
  }

  @Override
  public void passed(Passed exchange) {
    passed.add(exchange);
  }

  @Override
  public void notRecorded(String reason) {
    notRecorded.add(reason);
  }

  @Override
  public void close() {
    proxy.close();
  }

  /** Stops it; the lines of the recording. */
  List<JsonNode> entries() throws Exception {
    close();
    return Files.readAllLines(file).stream().map(JSON::readTree).toList();
  }

  /** Stops it; the exchanges of the recording. */
  List<Exchange> exchanges() throws Exception {
    close();
    List<Exchange> exchanges = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file)) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        exchanges.add(((RecordingReader.Read) entry).exchange());
      }
    }
    return exchanges;
  }

  /** The body that an entry has, as it was received. */
  static byte[] body(JsonNode content) {
    String text = content.path("text").asString("");
    return content.path("encoding").asString("").equals("base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
