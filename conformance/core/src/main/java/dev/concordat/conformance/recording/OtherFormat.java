package dev.concordat.conformance.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats of other programs that are not read, and how to convert them. */
enum OtherFormat {
  CHARLES(
      "Charles' own format; export the session again, as HTTP Archive (.har)",
      "\\.(chlsj|chls|chlz)",
      "\\s*\\[\\s*\\{\\s*\"(status|method|protocolVersion|scheme)\""),
  FIDDLER("Fiddler's own format; export the sessions as HTTPArchive v1.2", "\\.saz", null),
  MITMPROXY(
      "mitmproxy's own format; convert it with mitmdump -nr FILE --set hardump=traffic.har",
      "\\.(mitm|flow|flows)",
      "\\A\\d+:\\d+:[a-z]+;"),
  PROXYMAN("Proxyman's own format; export the requests as HAR", "\\.proxymanlog(v2)?", null),
  PACKETS(
      "captured packets; record with a proxy that writes HAR, or with concordat record",
      "\\.(pcap|pcapng|cap)",
      null),
  POSTMAN(
      "a Postman collection, which has requests and no answers of a server; send them through"
          + " concordat record, or import the collection into Insomnia and export its HAR",
      "\\.postman_collection\\.json",
      "schema\\.getpostman\\.com|\"_postman_id\""),
  INSOMNIA(
      "an export of Insomnia's own; export the data again, as HTTP Archive Format (HAR)",
      null,
      "\"__export_format\"\\s*:|\"?type\"?:\\s*\"?collection\\.insomnia\\.rest"),
  CASSETTE(
      "a cassette of a library such as VCR, Betamax, go-vcr or pytest-recording; let the tests call"
          + " through concordat record once, or the library write HAR where it can",
      null,
      "(?m)^\"?(http_)?interactions\"?:|\\A\\s*\\{[^{]{0,200}\"(http_)?interactions\"\\s*:"),
  NOCK(
      "a list of calls that nock recorded; let the tests call through concordat record once",
      null,
      "\\A\\s*\\[\\s*\\{\\s*\"scope\"\\s*:|\\bnock\\.define\\b"),
  WIREMOCK(
      "a mapping of WireMock, which has what requests have to be like and no requests; call through"
          + " concordat record in its place",
      null,
      "\\A\\s*\\{\\s*\"mappings\"\\s*:"
          + "|\"(urlPath|urlPattern|urlPathPattern|urlPathTemplate|bodyPatterns|bodyFileName|jsonBody)\"\\s*:"),
  HOVERFLY(
      "a simulation of Hoverfly; call through concordat record in its place",
      null,
      "\\A\\s*\\{\\s*\"data\"\\s*:\\s*\\{\\s*\"(pairs|globalActions)\""),
  REQUESTS(
      "a file of requests without answers; send them through concordat record",
      "\\.(bru|http|rest|hurl|jmx)",
      null),
  NET_LOG(
      "a log of Chrome's network stack; save the network panel's traffic as HAR with content",
      null,
      "\\A\\s*\\{\\s*\"constants\"\\s*:\\s*\\{"),
  OPENAPI(
      "an OpenAPI document and no recording; name a folder of such with --contracts",
      null,
      "(?m)^\"?(openapi|swagger)\"?\\s*:|\\A\\s*\\{\\s*\"(openapi|swagger)\"\\s*:"),
  ENTRIES(
      "a list of HAR entries; write one a line into a .jsonl, such as with jq -c '.[]'",
      null,
      "\\A\\s*\\[\\s*\\{[^{}]*\"(startedDateTime|request)\"\\s*:"),
  HAR("a HAR; let its name end in .har", null, HarReader.BEGINNING);

  private static final int START = 1 << 14;

  private final String advice;
  private final @Nullable Pattern name;
  private final @Nullable Pattern start;

  OtherFormat(String advice, @Nullable String name, @Nullable String start) {
    this.advice = advice;
    this.name = name == null ? null : Pattern.compile(".*" + name, Pattern.DOTALL);
    this.start = start == null ? null : Pattern.compile(start);
  }

  /** What a file is that is no recording, and what to do; null where nothing is known of it. */
  static @Nullable String advice(Path file) {
    String lower = file.toString().toLowerCase(Locale.ROOT);
    for (OtherFormat format : values()) {
      if (format.name != null && format.name.matcher(lower).matches()) {
        return format.advice;
      }
    }
    String start = start(file);
    for (OtherFormat format : values()) {
      if (format.start != null && format.start.matcher(start).find()) {
        return format.advice;
      }
    }
    return null;
  }

  /**
   * What a JSON text is that is no HAR; null where nothing is known of it.
   *
   * @param members the members of its outermost object, or of the first element of its list
   */
  static @Nullable String advice(Set<String> members) {
    if (members.containsAll(List.of("info", "item"))) {
      return POSTMAN.advice;
    }
    if (members.contains("__export_format")) {
      return INSOMNIA.advice;
    }
    return members.containsAll(List.of("protocolVersion", "scheme")) ? CHARLES.advice : null;
  }

  private static String start(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(START), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
