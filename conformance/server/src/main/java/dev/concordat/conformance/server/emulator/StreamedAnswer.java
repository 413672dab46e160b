package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.conformance.server.instance.Preferences;
import dev.concordat.language.EventStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a whole answer apart into the events of a stream, so that they add up to it again as {@code
 * x-event-stream} says.
 */
final class StreamedAnswer {
  private final Contract contract;
  private final EventStream rules;
  private final SchemaNode chunkSchema;
  private final ObjectNode chunkBase;

  /**
   * A taker-apart.
   *
   * @param chunkSchema the schema of one event's data
   */
  StreamedAnswer(Contract contract, EventStream rules, SchemaNode chunkSchema) {
    this.contract = contract;
    this.rules = rules;
    this.chunkSchema = chunkSchema;
    this.chunkBase = least(chunkSchema);
  }

  private ObjectNode least(@Nullable SchemaNode schema) {
    JsonNode made =
        schema == null
            ? null
            : new InstanceGenerator(contract.schemas(), contract.engine(), Preferences.minimal())
                .generate(schema);
    return made instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /** The events, the terminator last. */
  List<byte[]> events(ObjectNode whole, Asked asked) {
    List<byte[]> events = new ArrayList<>();
    String choices = rules.choices();
    EventStream.Sum sum = rules.sum();
    if (choices == null || sum == null) {
      events.add(Reply.event(SafeJson.write(whole)));
    } else {
      chunks(whole, choices, sum, asked.wantsUsage())
          .forEach(chunk -> events.add(Reply.event(SafeJson.write(chunk))));
    }
    if (rules.terminator() != null) {
      events.add(Reply.event(rules.terminator()));
    }
    return events;
  }

  private List<ObjectNode> chunks(
      ObjectNode whole, String choices, EventStream.Sum sum, boolean wantsTrailer) {
    ObjectNode base = base(whole, choices, sum);
    SchemaNode list = chunkSchema.properties().get(choices);
    ChoicePieces pieces =
        new ChoicePieces(contract, rules, sum, list == null ? null : list.items());
    Deque<Deque<ObjectNode>> open = new ArrayDeque<>();
    for (JsonNode choice : whole.path(choices)) {
      open.add(new ArrayDeque<>(pieces.of((ObjectNode) choice)));
    }
    List<ObjectNode> chunks = new ArrayList<>();
    // A piece of each choice in turn, as a server writes them that makes them side by side.
    while (!open.isEmpty()) {
      Deque<ObjectNode> choice = open.remove();
      ObjectNode chunk = base.deepCopy();
      chunk.putArray(choices).add(choice.remove());
      chunks.add(chunk);
      if (!choice.isEmpty()) {
        open.add(choice);
      }
    }
    String carries = rules.trailer();
    if (wantsTrailer
        && carries != null
        && whole.has(carries)
        && chunkSchema.properties().containsKey(carries)) {
      ObjectNode trailer = base.deepCopy();
      trailer.putArray(choices);
      trailer.set(carries, whole.get(carries));
      chunks.add(trailer);
    }
    return chunks;
  }

  // What every chunk has. A member that the sum replaces has a value of its own in chunks.
  private ObjectNode base(ObjectNode whole, String choices, EventStream.Sum sum) {
    ObjectNode base = chunkBase.deepCopy();
    for (Map.Entry<String, JsonNode> member : WholeAnswer.besideChoices(whole, choices)) {
      String name = member.getKey();
      if (chunkSchema.properties().containsKey(name)
          && !sum.replace().containsKey(name)
          && !sum.latest().contains(name)) {
        base.set(name, member.getValue());
      }
    }
    return base;
  }
}
