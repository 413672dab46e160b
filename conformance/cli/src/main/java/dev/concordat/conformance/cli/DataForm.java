package dev.concordat.conformance.cli;

import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.language.ContractException;
import dev.concordat.language.Nearest;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a file that people write must look like, as a JSON Schema that ships with the program. */
enum DataForm {
  CONFIG("concordat.schema.json"),
  BASELINE("concordat-baseline.schema.json"),
  REPORT("concordat-report.schema.json");

  private final String resource;

  DataForm(String resource) {
    this.resource = resource;
  }

  /** The schema's text. */
  String text() {
    try (InputStream in = open()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name under which the schema is shown: that of the file it is for. */
  String id() {
    return resource.replace(".schema.json", "");
  }

  private InputStream open() {
    return Objects.requireNonNull(DataForm.class.getResourceAsStream(resource), resource);
  }

  /**
   * Holds a file against the form.
   *
   * @throws ContractException where it has another; the message begins with the file and the line
   */
  void check(SourceTree source) {
    JsonNode schema;
    try (InputStream in = open()) {
      schema = SourceTree.read(resource, in).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    checkKeys(source, JsonPointer.empty(), source.root(), schema, schema);
    SchemaGraph graph = SchemaGraph.compile(schema, List.of("#"));
    List<Problem> problems = SchemaEngine.of(graph).validate(source.root(), graph.at("#"));
    if (!problems.isEmpty()) {
      Problem first = problems.get(0);
      throw source.error(
          first.pointer(),
          (first.pointer().isEmpty() ? "" : first.pointer().substring(1).replace('/', '.') + ": ")
              + first.message());
    }
  }

  // A key that is not known is answered with the one that was meant, which no schema can say.
  private static void checkKeys(
      SourceTree source, JsonPointer at, JsonNode value, JsonNode stated, JsonNode root) {
    JsonNode schema = stated;
    while (schema.path("$ref").isString()) {
      schema = root.at(schema.path("$ref").asString().substring(1));
    }
    for (JsonNode branch : schema.path("oneOf")) {
      checkKeys(source, at, value, branch, root);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        checkKeys(source, at.appendIndex(i), value.get(i), schema.path("items"), root);
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = schema.path("properties").path(member.getKey());
      JsonPointer place = at.appendProperty(member.getKey());
      if (known.isMissingNode() && schema.path("additionalProperties").isBoolean()) {
        List<String> names = List.copyOf(new TreeMap<>(names(schema)).keySet());
        throw source.error(
            place.toString(),
            "%s is not known; %s"
                .formatted(
                    place.toString().substring(1).replace('/', '.'),
                    Nearest.hint(member.getKey(), names)));
      }
      checkKeys(
          source,
          place,
          member.getValue(),
          known.isMissingNode() ? schema.path("additionalProperties") : known,
          root);
    }
  }

  private static Map<String, Boolean> names(JsonNode schema) {
    Map<String, Boolean> names = new TreeMap<>();
    schema.path("properties").propertyNames().forEach(name -> names.put(name, true));
    return names;
  }
}
