package dev.concordat.language;

import dev.concordat.language.SourceTree.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file as JSON in which each node stands on the line on which it stands in the YAML file.
 * Made when a file that ships is built, as reading YAML is most of a short run: what is read of it
 * is what {@link SourceTree} reads of the YAML file.
 */
public final class CompiledSource {
  /** What is behind the name of the YAML file in the name of its JSON. */
  public static final String ENDING = ".json";

  /** The file with the names of all others of a folder, a line for each, in order. */
  public static final String INDEX = "files.txt";

  private static final String YAML = ".yaml";
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CompiledSource() {}

  /**
   * Compiles all YAML files of a folder and of those in it, each into a file beside it, and lists
   * the files that were there.
   *
   * @param folder one argument, the folder
   */
  public static void main(String[] folder) throws IOException {
    Path root = Path.of(folder[0]);
    List<String> files = sources(root);
    for (String file : files) {
      if (file.endsWith(YAML)) {
        SourceTree source = SourceTree.read(root.resolve(file));
        try (OutputStream out = Files.newOutputStream(root.resolve(file + ENDING))) {
          write(source, out);
        }
      }
    }
    Files.write(root.resolve(INDEX), files);
  }

  /**
   * The names of the files of a folder and of those in it, in order, but for what was made of them.
   */
  public static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(YAML + ENDING) && !name.equals(INDEX))
          .sorted()
          .toList();
    }
  }

  /** Writes the JSON of a file that has no flaws. */
  static void write(SourceTree source, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    new JsonWriter(text).value(source.root(), source.places());
    text.flush();
  }

  /**
   * Reads the JSON of a file.
   *
   * @param file how messages name the YAML file
   */
  public static SourceTree read(String file, byte[] json) {
    Place places = new Place(null, "");
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      places.line = line(parser);
      return new SourceTree(file, node(parser, places), places, Map.of());
    }
  }

  private static JsonNode node(JsonParser parser, Place at) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, at);
      case START_ARRAY -> array(parser, at);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      default -> NODES.stringNode(parser.getString());
    };
  }

  private static ObjectNode object(JsonParser parser, Place at) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Place child = at.within(name);
      child.line = line(parser);
      parser.nextToken();
      object.set(name, node(parser, child));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, Place at) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Place child = at.within(Integer.toString(array.size()));
      child.line = line(parser);
      array.add(node(parser, child));
    }
    return array;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Writes values, each on its line. */
  private static final class JsonWriter {
    private final Writer out;
    private int line = 1;

    JsonWriter(Writer out) {
      this.out = out;
    }

    void value(JsonNode value, Place at) throws IOException {
      moveTo(at.line);
      if (value instanceof ObjectNode object) {
        String before = "{";
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          Place child = at.within(member.getKey());
          out.write(before);
          moveTo(child.line);
          out.write(NODES.stringNode(member.getKey()).toString());
          out.write(':');
          value(member.getValue(), child);
          before = ",";
        }
        out.write(object.isEmpty() ? "{}" : "}");
      } else if (value instanceof ArrayNode array) {
        String before = "[";
        for (int i = 0; i < array.size(); i++) {
          out.write(before);
          value(array.get(i), at.within(Integer.toString(i)));
          before = ",";
        }
        out.write(array.isEmpty() ? "[]" : "]");
      } else {
        out.write(value.toString());
      }
    }

    private void moveTo(int next) throws IOException {
      if (next < line) {
        throw new IllegalStateException(
            "what stands on line %d is read after line %d".formatted(next, line));
      }
      for (; line < next; line++) {
        out.write('\n');
      }
    }
  }
}
