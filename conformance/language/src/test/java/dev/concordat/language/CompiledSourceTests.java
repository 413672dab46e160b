package dev.concordat.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** That what is compiled of a file is what is read of it. */
final class CompiledSourceTests {
  private static SourceTree yaml(String text) {
    return SourceTree.read(
        "a.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] compiled(SourceTree source) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompiledSource.write(source, out);
    return out.toByteArray();
  }

  /** The line of each node, by its pointer. */
  private static Map<String, Integer> lines(SourceTree source) {
    Map<String, Integer> lines = new TreeMap<>();
    add(source, source.root(), JsonPointer.empty(), lines);
    return lines;
  }

  private static void add(
      SourceTree source, JsonNode node, JsonPointer at, Map<String, Integer> lines) {
    lines.put(at.toString(), source.line(at));
    node.forEachEntry((name, value) -> add(source, value, at.appendProperty(name), lines));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      add(source, node.get(i), at.appendIndex(i), lines);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1",
        "# first\n\n---\na:\n  b: c\n\n  d:\n    - 1\n    -\n      e: {f: [], g: {}}\nh: null",
        "- 1\n- [2, [3, 4],\n  5]\n- {a: b,\n\n   c: d}\n- - 6\n  - 7",
        "a: |\n  one\n  two\nb: >-\n  three\n\n  four\nc: 'x''y'\nd: \"\\u00e9\\n\\\"\\\\\"\ne: 模型",
        "{\"a\": {\"b\": [true,\nfalse, null]},\n\n\"a/b\": \"~\", \"\": 1}",
        "a: 0.10\nb: 1.5e300\nc: 123456789012345678901234567890\nd: 4294967296\ne: -0\nf: 1E+2",
        "just a text",
        "\n\n42",
        "[]"
      })
  void whatIsCompiledIsWhatIsRead(String text) throws IOException {
    SourceTree source = yaml(text);

    SourceTree read = CompiledSource.read("a.yaml", compiled(source));

    assertThat(read.root()).isEqualTo(source.root());
    assertThat(read.root().toString()).isEqualTo(source.root().toString());
    assertThat(lines(read)).isEqualTo(lines(source));
    assertThat(read.file()).isEqualTo("a.yaml");
    assertThat(read.flaws()).isEmpty();
  }

  @Test
  void eachNodeStandsOnItsLine() throws IOException {
    assertThat(compiled(yaml("# about\na: 1\n\nb:\n  - c\n  - d: e\n")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("\n{\"a\":1,\n\n\"b\":[\n\"c\",\n{\"d\":\"e\"}]}");
  }

  @Test
  void aFolderIsCompiledAndListed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("one/recordings"));
    Files.writeString(folder.resolve("one/openapi.yaml"), "a:\n  b: 1\n");
    Files.writeString(folder.resolve("one/recordings/x.har"), "{}");
    Files.writeString(folder.resolve("errors.yaml"), "c: 2\n");

    CompiledSource.main(new String[] {folder.toString()});
    // What an earlier build left is none of the files.
    CompiledSource.main(new String[] {folder.toString()});

    assertThat(folder.resolve(CompiledSource.INDEX))
        .content()
        .isEqualToNormalizingNewlines("errors.yaml\none/openapi.yaml\none/recordings/x.har\n");
    assertThat(folder.resolve("one/openapi.yaml.json")).content().isEqualTo("{\"a\":{\n\"b\":1}}");
    assertThat(folder.resolve("errors.yaml.json")).content().isEqualTo("{\"c\":2}");
    assertThat(folder.resolve("one/recordings/x.har.json")).doesNotExist();
  }

  @Test
  void whatHasAFlawIsNotCompiled(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("openapi.yaml"), "a: 1\na: 2\n");

    assertThatThrownBy(() -> CompiledSource.main(new String[] {folder.toString()}))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("openapi.yaml:2: the key 'a' stands here twice");
    assertThat(folder.resolve("openapi.yaml.json")).doesNotExist();
  }
}
