package dev.concordat.language;

import dev.concordat.language.SourceTree.Place;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the tree of a file that somebody wrote. */
final class YamlReader {
  static final int MAX_DEPTH = 100;
  static final int MAX_CODE_POINTS = 1 << 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_CODE_POINTS).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String file;
  private final Iterator<Event> events;
  private final Place places = new Place(null, "");
  private final Map<String, String> flaws = new LinkedHashMap<>();

  YamlReader(String file, InputStream in) {
    this.file = file;
    this.events = new Parse(SETTINGS).parseInputStream(in).iterator();
  }

  /**
   * Reads all of it.
   *
   * @throws ContractException where it is no YAML
   */
  SourceTree read() {
    try {
      return new SourceTree(file, document(), places, flaws);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw failure("%s:%d: %s".formatted(file, line, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw failure(file + ": " + e.getMessage(), e);
    }
  }

  private JsonNode document() {
    Event event = events.next();
    while (event.getEventId() == Event.ID.StreamStart
        || event.getEventId() == Event.ID.DocumentStart
        || event.getEventId() == Event.ID.Comment) {
      event = events.next();
    }
    if (event.getEventId() == Event.ID.StreamEnd) {
      throw new ContractException(file + ": the file is empty");
    }
    JsonNode root = node(event, places, 0);
    events.next();
    if (events.hasNext() && events.next().getEventId() != Event.ID.StreamEnd) {
      throw new ContractException(file + ": the file has more than one document");
    }
    return root;
  }

  private JsonNode node(Event event, Place at, int depth) {
    at.line = line(event);
    if (depth > MAX_DEPTH) {
      throw error(event, "nests deeper than %d levels".formatted(MAX_DEPTH));
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, at);
    }
    if (event instanceof SequenceStartEvent) {
      ArrayNode array = NODES.arrayNode();
      for (Event next = events.next();
          next.getEventId() != Event.ID.SequenceEnd;
          next = events.next()) {
        array.add(node(next, at.within(Integer.toString(array.size())), depth + 1));
      }
      return array;
    }
    if (event instanceof MappingStartEvent) {
      return mapping(at, depth);
    }
    if (event instanceof AliasEvent alias) {
      return refused(
          at, "aliases (*%s) are refused; use $ref".formatted(alias.getAlias().getValue()));
    }
    throw error(event, "unexpected " + event.getEventId());
  }

  private ObjectNode mapping(Place at, int depth) {
    ObjectNode object = NODES.objectNode();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw error(next, "a key must be a text");
      }
      String name = key.getValue();
      Place child = at.within(name);
      if (object.has(name)) {
        flaws.putIfAbsent(child.pointer(), "the key '%s' stands here twice".formatted(name));
      }
      object.set(name, node(events.next(), child, depth + 1));
      child.line = line(next);
    }
    return object;
  }

  // What was refused before the file could not be read on is said too.
  private ContractException failure(String message, Throwable cause) {
    if (flaws.isEmpty()) {
      return new ContractException(message, cause);
    }
    SourceTree read = new SourceTree(file, NODES.nullNode(), places, flaws);
    List<String> mistakes = new ArrayList<>();
    flaws.forEach((pointer, flaw) -> mistakes.add(read.told(pointer, flaw)));
    mistakes.add(message);
    return new ContractException(mistakes);
  }

  private JsonNode refused(Place at, String message) {
    flaws.putIfAbsent(at.pointer(), message);
    return NODES.nullNode();
  }

  private JsonNode scalar(ScalarEvent scalar, Place at) {
    Optional<String> explicit = scalar.getTag();
    if (explicit.isPresent()) {
      return refused(at, "the tag %s is refused".formatted(explicit.get()));
    }
    String text = scalar.getValue();
    Tag tag =
        SETTINGS
            .getSchema()
            .getScalarResolver()
            .resolve(text, scalar.getImplicit().canOmitTagInPlainScalar());
    if (tag.equals(Tag.NULL)) {
      return NODES.nullNode();
    } else if (tag.equals(Tag.BOOL)) {
      return NODES.booleanNode(text.equalsIgnoreCase("true"));
    } else if (tag.equals(Tag.INT)) {
      return number(scalar, at, () -> integer(new BigInteger(text)));
    } else if (tag.equals(Tag.FLOAT)) {
      return number(scalar, at, () -> NODES.numberNode(new BigDecimal(text)));
    }
    return NODES.stringNode(text);
  }

  // YAML has numbers that JSON has not: hexadecimal and octal ones, infinity.
  private JsonNode number(ScalarEvent scalar, Place at, Supplier<JsonNode> value) {
    try {
      return value.get();
    } catch (NumberFormatException e) {
      return refused(at, "%s is no number of JSON".formatted(scalar.getValue()));
    }
  }

  private static JsonNode integer(BigInteger value) {
    return value.bitLength() < Integer.SIZE
        ? NODES.numberNode(value.intValue())
        : value.bitLength() < Long.SIZE
            ? NODES.numberNode(value.longValue())
            : NODES.numberNode(value);
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private ContractException error(Event event, String message) {
    return new ContractException("%s:%d: %s".formatted(file, line(event), message));
  }
}
