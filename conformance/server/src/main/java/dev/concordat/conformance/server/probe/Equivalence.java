package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.stream.Event;
import dev.concordat.conformance.stream.EventStreamDecoder;
import dev.concordat.language.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares a whole answer with the stream that the same request asks for. */
final class Equivalence {
  private final EventStream rules;

  private Equivalence(EventStream rules) {
    this.rules = rules;
  }

  /** A comparison after the rules of an operation's stream, or null where it has none. */
  static @Nullable Equivalence of(Operation operation) {
    Operation.Response described = operation.response(200);
    Operation.MediaType stream =
        described == null ? null : described.content().get("text/event-stream");
    return stream == null || stream.stream() == null ? null : new Equivalence(stream.stream());
  }

  /** The shape of an answer: which choices it has, and which fields these have. */
  record Shape(Set<String> choices, Set<String> fields) {}

  Shape whole(Answered answered) {
    Shape shape = new Shape(new TreeSet<>(), new TreeSet<>());
    JsonNode json = answered.json();
    if (json != null) {
      add(json, shape, false);
    }
    return shape;
  }

  Shape stream(Answered answered) {
    Shape shape = new Shape(new TreeSet<>(), new TreeSet<>());
    EventStreamDecoder decoder =
        new EventStreamDecoder(
            new EventStreamDecoder.Sink() {
              @Override
              public void event(Event event) {
                JsonNode chunk = JsonText.of(event.data()).value();
                if (chunk != null) {
                  add(chunk, shape, true);
                }
              }

              @Override
              public void tooLong(int index, long offset, long length) {}

              @Override
              public void notUtf8(int index, long offset) {}

              @Override
              public void cut(int index, long offset, long length, String data) {}
            },
            EventStreamDecoder.DEFAULT_LIMIT);
    byte[] bytes = answered.text().getBytes(StandardCharsets.UTF_8);
    decoder.feed(bytes, 0, bytes.length);
    decoder.end();
    return shape;
  }

  private void add(JsonNode json, Shape shape, boolean isChunk) {
    for (JsonNode choice : json.path(rules.choices() == null ? "" : rules.choices())) {
      shape.choices().add(choice.path(rules.key()).asString("?"));
      for (String name : choice.propertyNames()) {
        String renamed =
            isChunk && rules.sum() != null ? rules.sum().rename().getOrDefault(name, name) : name;
        JsonNode value = choice.get(name);
        if (value.isObject()) {
          value.properties().stream()
              .filter(member -> says(member.getValue()))
              .forEach(member -> shape.fields().add(renamed + "." + member.getKey()));
        } else if (says(value)) {
          shape.fields().add(renamed);
        }
      }
    }
  }

  private static boolean says(JsonNode value) {
    return !value.isNull()
        && !(value.isString() && value.stringValue().isEmpty())
        && !(value.isArray() && value.isEmpty());
  }
}
