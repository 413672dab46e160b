package dev.concordat.conformance.recording;

import dev.concordat.conformance.exchange.Headers;
import dev.concordat.conformance.exchange.WireExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret of some kind, in some place, written in some way: each line of {@code canaries.jsonl} is
 * a place.
 *
 * @param says whether the place says that it is a secret; else the request has it as a credential
 *     too, or it is known by its form
 */
public record Canary(JsonNode row, String secret, String encoding, boolean says, boolean alone) {
  static final String OPAQUE = "cNry/7f+Q9_x-Zk=31pW";
  private static final String UUID = "8f14e45f-ceea-467f-ab5c-0d8f4a3b2c1d";
  private static final JsonMapper JSON = new JsonMapper();

  static final Map<String, UnaryOperator<String>> ENCODINGS = new LinkedHashMap<>();

  static {
    ENCODINGS.put("as it is", secret -> secret);
    ENCODINGS.put("in capitals", secret -> secret.toUpperCase(Locale.ROOT));
    ENCODINGS.put("for URLs", Canary::url);
    ENCODINGS.put("each byte for URLs", secret -> each(secret, "%%%02X"));
    ENCODINGS.put("twice for URLs", secret -> url(url(secret)));
    ENCODINGS.put("for HTML", secret -> each(secret, "&#%d;"));
    ENCODINGS.put("base64", Canary::base64);
    ENCODINGS.put("base64 in longer text", secret -> base64("{\"a\":\"" + secret + "\",\"b\":1}"));
    ENCODINGS.put("base64 for URLs", secret -> url(base64("?" + secret)));
    ENCODINGS.put("base64 of what is for URLs", secret -> base64("key " + url(secret)));
    ENCODINGS.put("base64 of base64", secret -> base64(base64(secret)));
    ENCODINGS.put("hex", secret -> each(secret, "%02x"));
    ENCODINGS.put("hex of base64", secret -> each(base64(secret), "%02x"));
    ENCODINGS.put("base64 of hex", secret -> base64(each(secret, "%02x")));
  }

  /** The kinds that are known by their form: the samples of the catalogue. */
  static List<String> forms() {
    List<String> forms = new ArrayList<>();
    String file = resource("/dev/concordat/spec/secrets.txt");
    String rows = file.substring(file.indexOf("\n[forms]\n") + 9);
    rows.substring(0, rows.indexOf("\n\n"))
        .lines()
        .map(row -> row.split(" {2,}", -1)[2])
        // Of a scheme word the secret is what stands behind it.
        .map(sample -> sample.replaceFirst("^(Bearer|bearer|Basic) ", ""))
        .forEach(forms::add);
    return forms;
  }

  /** All placements. */
  public static List<Canary> all() {
    List<Canary> all = new ArrayList<>();
    resource("/dev/concordat/conformance/canaries.jsonl")
        .lines()
        .map(JSON::readTree)
        .forEach(row -> placements(row, all));
    return all;
  }

  /** Some of each place, more than 300, for ways out that take longer. */
  public static List<Canary> some() {
    List<Canary> all = all();
    return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get).toList();
  }

  // Every place with some kinds, every kind in some places: all of them would take too long.
  private static void placements(JsonNode row, List<Canary> all) {
    List<String> forms = forms();
    int at = all.size();
    if (row.path("says").asBoolean()) {
      for (String kind : List.of(OPAQUE, "correct-horse-battery", "min8char", UUID)) {
        all.add(new Canary(row, kind, "as it is", true, true));
      }
      for (int i = 0; i < 3; i++) {
        all.add(new Canary(row, forms.get((at + i) % forms.size()), "as it is", true, true));
      }
      return;
    }
    for (String encoding : ENCODINGS.keySet()) {
      all.add(new Canary(row, OPAQUE, encoding, false, false));
      String other = all.size() % 3 == 0 ? "min8char" : "sk-canary-0123456789abcdef";
      all.add(new Canary(row, other, encoding, false, false));
    }
    List<String> alone = forms.stream().filter(Canary::isKnownAlone).toList();
    int count = row.path("all").asBoolean() ? alone.size() : 5;
    for (int i = 0; i < count; i++) {
      String form = alone.get((at + i) % alone.size());
      for (String encoding : List.of("as it is", "each byte for URLs", "base64")) {
        all.add(new Canary(row, form, encoding, false, true));
      }
    }
  }

  // What stands behind a scheme word is known by the word.
  private static boolean isKnownAlone(String form) {
    return !form.startsWith("0a1B2c3D") && !form.startsWith("0A1b2C3d") && !form.startsWith("c29t");
  }

  public String name() {
    return "%s, %s, %s%s"
        .formatted(row.path("place").asString(), secret, encoding, alone ? "" : ", echoed");
  }

  /** What stands in the place. */
  String placed() {
    return ENCODINGS.get(encoding).apply(secret);
  }

  /** The exchange that has it. */
  public WireExchange exchange() {
    return wire().exchange();
  }

  Wire wire() {
    Wire wire = new Wire();
    Headers.Builder sent = new Headers.Builder();
    String type = row.path("type").asString("application/json");
    if (!row.path("header").path(0).asString("").equals("Content-Type")) {
      sent.add("Content-Type", row.has("body") ? type : "application/json");
    }
    if (!alone) {
      sent.add("Authorization", "Bearer " + secret);
    }
    if (row.has("header")) {
      sent.add(row.at("/header/0").asString(), filled(row.at("/header/1").asString(), false));
    }
    wire.sent = sent.build();
    Headers.Builder answered = new Headers.Builder();
    answered.add("Content-Type", row.has("answer") ? type : "application/json");
    if (row.has("answerHeader")) {
      answered.add(
          row.at("/answerHeader/0").asString(),
          filled(row.at("/answerHeader/1").asString(), false));
    }
    wire.answered = answered.build();
    if (row.has("url")) {
      wire.url = filled(row.path("url").asString(), false).replace("HOST", "host.example");
    }
    if (row.has("body")) {
      wire.request = body(row.path("body").asString());
    }
    if (row.has("answer")) {
      wire.answer = body(row.path("answer").asString());
    }
    if (row.has("broken")) {
      wire.broken = filled(row.path("broken").asString(), false);
    }
    return wire;
  }

  private byte[] body(String template) {
    String text = filled(template, template.contains("\""));
    String coding = row.path("coding").asString("utf-8");
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (String step : coding.split(" ", -1)) {
        bytes =
            switch (step) {
              case "gzip" -> Wire.gzip(bytes);
              case "zlib" -> zlib(bytes);
              default -> new String(bytes, StandardCharsets.UTF_8).getBytes(Charset.forName(step));
            };
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String filled(String template, boolean isJson) {
    String placed = isJson ? escaped(placed()) : placed();
    return template
        .replace("{comments}", ": ping\n\n".repeat(501))
        .replace("{split}", split(placed()))
        .replace("{url}", encoding.equals("as it is") ? url(secret) : url(placed()))
        .replace("{}", placed);
  }

  private static String split(String placed) {
    StringBuilder events = new StringBuilder();
    for (String piece : placed.split("(?<=\\G.{5})", -1)) {
      events.append(
          "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
              .formatted(escaped(piece)));
    }
    return events.append("data: [DONE]\n\n").toString();
  }

  /** Whether it stands in what was written. */
  public boolean isIn(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    for (String form :
        List.of(
            secret,
            placed(),
            url(secret),
            escaped(secret),
            base64(secret),
            base64("?" + secret).substring(4),
            each(secret, "%02x"))) {
      if (lower.contains(form.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static String escaped(String text) {
    String json = JSON.writeValueAsString(text);
    return json.substring(1, json.length() - 1);
  }

  private static byte[] zlib(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String each(String text, String format) {
    StringBuilder encoded = new StringBuilder();
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(format.formatted(next & 0xFF));
    }
    return encoded.toString();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (InputStream in = Canary.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
