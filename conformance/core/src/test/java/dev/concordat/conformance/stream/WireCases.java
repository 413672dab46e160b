package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The case files below {@code cases/streams}. To add a case, add a file. */
public final class WireCases {
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private WireCases() {}

  public static List<WireCase> all() {
    Path root = folder().resolve("streams");
    List<WireCase> cases = new ArrayList<>();
    for (Path file : files()) {
      for (JsonNode json : yaml(file).path("cases")) {
        String name = root.relativize(file).toString().replace('\\', '/');
        cases.add(new WireCase(name.replace(".yaml", ""), json));
      }
    }
    return cases;
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.walk(folder().resolve("streams"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the form of a file. */
  static List<String> problems(Path file) {
    JsonNode form = yaml(folder().resolve("case.schema.json"));
    SchemaGraph graph = SchemaGraph.compile(form, List.of("#"));
    return SchemaEngine.of(graph).validate(yaml(file), graph.at("#")).stream()
        .map(problem -> problem.pointer() + ": " + problem.message())
        .toList();
  }

  static JsonNode yaml(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object value = new Load(LoadSettings.builder().build()).loadFromReader(reader);
      return JsonMapper.shared().valueToTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return EXACT.readTree(text);
  }

  private static Path folder() {
    try {
      return Path.of(WireCases.class.getResource("/cases").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
