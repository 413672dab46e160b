package dev.concordat.conformance.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** That what is taken for a URI at a glance is one. */
final class PlainUriTests {
  private static final int TIMES = 100_000;
  private static final SchemaGraph GRAPH =
      SchemaGraph.compile(JsonNodeFactory.instance.objectNode().put("format", "uri"), List.of("#"));
  private static final SchemaEngine ENGINE = SchemaEngine.of(GRAPH);

  private static boolean isPlain(String text) {
    byte[] json = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
    JsonScanner scanner = new JsonScanner(json, 0, json.length);
    scanner.text();
    return scanner.isPlainUri();
  }

  private static boolean isUri(String text) {
    return ENGINE.validate(JsonNodeFactory.instance.stringNode(text), GRAPH.at("#")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png;base64,iVBORw0KGgo=",
        "data:,",
        "https://example.com/a/b-c_d.jpg",
        "http://localhost",
        "https:///a"
      })
  void usualOnesAre(String text) {
    assertThat(isPlain(text)).isTrue();
    assertThat(isUri(text)).isTrue();
  }

  /** The engine may take them, and is asked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:",
        "https://",
        "https:/a",
        "https://a b",
        "https://a?b=c",
        "https://a:80/",
        "https://\u00e9.com",
        "data:\u00e9",
        "ftp://a",
        "/a/b"
      })
  void othersAreNotToldAtAGlance(String text) {
    assertThat(isPlain(text)).isFalse();
  }

  @Test
  void whatIsPlainIsAUriToTheEngine() {
    Random random = new Random(3);
    List<String> beginnings = List.of("data:", "https://", "http://", "https:/", "");
    String letters = "aZ09/.-_+=,;:%?#@ \u00e9";
    int plain = 0;
    for (int i = 0; i < TIMES; i++) {
      StringBuilder text = new StringBuilder(beginnings.get(random.nextInt(beginnings.size())));
      int usual = random.nextInt(3) == 0 ? letters.length() : 8;
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(usual)));
      }
      if (isPlain(text.toString())) {
        plain++;
        assertThat(isUri(text.toString())).as(text.toString()).isTrue();
      }
    }
    assertThat(plain).isGreaterThan(TIMES / 10);
  }
}
