package dev.concordat.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Mailboxes as RFC 5321, 4.1.2, has them, in any domain. */
final class EmailFormatTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.c",
        "user@localhost",
        "a+b@x-y.example",
        "o'neil@a.museum",
        "\"a b\"@x.org",
        "\"a\\\"b\"@x.org",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]"
      })
  void mailbox(String text) {
    assertThat(is("email", text)).isTrue();
    assertThat(is("idn-email", text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "@b", "a@", "a b@c", "a@b@c", "a..b@c", ".a@b", "a@-b", "a@b-", "a@b..c", "a@b_c"
      })
  void noMailbox(String text) {
    assertThat(is("email", text)).isFalse();
    assertThat(is("idn-email", text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"müller@x.de", "a@bücher.example", "用户@例子.广告", "😀@x.de"})
  void mailboxBeyondAscii(String text) {
    assertThat(is("email", text)).isFalse();
    assertThat(is("idn-email", text)).isTrue();
  }

  private static boolean is(String format, String text) {
    SchemaGraph graph =
        SchemaGraph.compile(
            JsonNodeFactory.instance.objectNode().put("format", format), List.of("#"));
    return SchemaEngine.of(graph)
        .validate(JsonNodeFactory.instance.stringNode(text), graph.at("#"))
        .isEmpty();
  }
}
