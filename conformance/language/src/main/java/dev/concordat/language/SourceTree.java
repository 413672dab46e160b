package dev.concordat.language;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML or JSON file as a tree that knows on which line each of its nodes stands.
 *
 * <p>The file is not trusted: aliases, explicit tags, duplicate keys, more than {@value #MAX_DEPTH}
 * levels and more than {@value #MAX_CODE_POINTS} code points are refused.
 */
public final class SourceTree {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_CODE_POINTS = 1 << 20;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_CODE_POINTS).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String file;
  private final JsonNode root;
  private final Place places;
  private final Map<String, String> flaws;

  private SourceTree(String file, JsonNode root, Place places, Map<String, String> flaws) {
    this.file = file;
    this.root = root;
    this.places = places;
    this.flaws = flaws;
  }

  /**
   * Reads a file.
   *
   * @param file how messages name it
   * @throws ContractException where it is no YAML or has a construct that is refused
   */
  public static SourceTree read(String file, InputStream in) {
    SourceTree tree = readFlawed(file, in);
    Flaws flaws = new Flaws();
    flaws.read(() -> tree);
    flaws.refuse();
    return tree;
  }

  /**
   * Reads a file of which more is to be told than that it has a construct that is refused: null
   * stands in the place of one.
   *
   * @throws ContractException where it is no YAML
   */
  public static SourceTree readFlawed(String file, InputStream in) {
    Builder builder = new Builder(file, new Parse(SETTINGS).parseInputStream(in).iterator());
    try {
      JsonNode root = builder.document();
      return new SourceTree(file, root, builder.places, builder.flaws);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw builder.failure("%s:%d: %s".formatted(file, line, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw builder.failure(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file, which messages name as its path is written.
   *
   * @throws ContractException as above
   */
  public static SourceTree read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(file.toString(), in);
    }
  }

  /** What the file holds. */
  public JsonNode root() {
    return root;
  }

  /** How messages name the file. */
  public String file() {
    return file;
  }

  /** The line, from 1, of the node at the pointer or of the nearest node around it. */
  public int line(String pointer) {
    return line(JsonPointer.compile(pointer));
  }

  /** The same, of a pointer that is one already. */
  public int line(JsonPointer pointer) {
    return places.find(pointer).line;
  }

  /** An exception whose message begins with the file and the line of the node at the pointer. */
  public ContractException error(String pointer, String message) {
    return new ContractException(told(pointer, message));
  }

  /** A message that begins with the file and the line of the node at the pointer. */
  public String told(String pointer, String message) {
    return "%s:%d: %s".formatted(file, line(pointer), message);
  }

  /** What was refused, by the pointer of what stands in its place. */
  public Map<String, String> flaws() {
    return flaws;
  }

  /** Where a node stands; its pointer is made when it is asked for. */
  private static final class Place {
    private final @Nullable Place around;
    private final String name;
    private final Map<String, Place> within = new HashMap<>(4);
    private int line = 1;

    Place(@Nullable Place around, String name) {
      this.around = around;
      this.name = name;
    }

    Place within(String child) {
      return within.computeIfAbsent(child, key -> new Place(this, key));
    }

    /** The place that a pointer leads to, or the nearest one around it. */
    Place find(JsonPointer pointer) {
      Place next = pointer.matches() ? null : within.get(pointer.getMatchingProperty());
      return next == null ? this : next.find(pointer.tail());
    }

    String pointer() {
      JsonPointer pointer = JsonPointer.empty();
      for (Place place = this; place.around != null; place = place.around) {
        pointer = JsonPointer.empty().appendProperty(place.name).append(pointer);
      }
      return pointer.toString();
    }
  }

  private static final class Builder {
    private final String file;
    private final Iterator<Event> events;
    private final Place places = new Place(null, "");
    private final Map<String, String> flaws = new LinkedHashMap<>();

    Builder(String file, Iterator<Event> events) {
      this.file = file;
      this.events = events;
    }

    JsonNode document() {
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
    ContractException failure(String message, Throwable cause) {
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
}
