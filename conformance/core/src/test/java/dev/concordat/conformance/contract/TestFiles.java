package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The data files of the tests, read as strictly as the contracts are. */
public final class TestFiles {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /** The contracts as they stand in the source tree. */
  public static final Path SPEC = Path.of("../../spec");

  private TestFiles() {}

  /** A YAML or JSON file, of which every number keeps its digits. */
  public static JsonNode read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return SourceTree.read(file.toString(), in).root();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A file of the test resources. */
  public static Path resource(String name) {
    return RESOURCES.resolve(name);
  }

  /** The files of a folder of the test resources, sorted. */
  public static List<Path> resources(String folder) {
    try (Stream<Path> files = Files.list(resource(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is wrong with the form of a file: pointers and messages. */
  public static List<String> mistakes(JsonNode value, Path schema) {
    SchemaGraph graph = SchemaGraph.compile(read(schema), List.of("#"));
    List<Problem> problems = SchemaEngine.of(graph).validate(value, graph.at("#"));
    return problems.stream().map(problem -> problem.pointer() + ": " + problem.message()).toList();
  }
}
