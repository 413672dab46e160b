package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.ReplyPieces;
import dev.concordat.conformance.server.emulator.reply.SafeJson;
import dev.concordat.conformance.server.instance.InstanceGenerator;
import dev.concordat.language.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    JsonNode made = schema == null ? null : InstanceGenerator.least(contract).generate(schema);
    return made instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /**
   * The events, the terminator last. Each is made when it is its turn.
   *
   * @throws IllegalArgumentException where the contract does not say how choices add up
   */
  ReplyPieces events(ObjectNode whole, Asked asked, Making making) {
    String choices = rules.choices();
    EventStream.Sum sum = rules.sum();
    if (choices == null || sum == null) {
      throw new IllegalArgumentException("a stream without rules for its sum");
    }
    ReplyPieces events = chunks(whole, choices, sum, making);
    byte[] trailer = trailer(whole, choices, sum, asked);
    events = trailer == null ? events : events.and(trailer);
    return rules.terminator() == null ? events : events.and(Reply.event(rules.terminator()));
  }

  private ReplyPieces chunks(ObjectNode whole, String choices, EventStream.Sum sum, Making making) {
    ObjectNode base = base(whole, choices, sum);
    SchemaNode list = chunkSchema.properties().get(choices);
    ChoicePieces pieces =
        new ChoicePieces(contract, rules, sum, list == null ? null : list.items());
    List<List<ChoicePieces.Piece>> each = new ArrayList<>();
    for (JsonNode choice : whole.path(choices)) {
      making.goOn();
      each.add(pieces.of((ObjectNode) choice));
    }
    return new ReplyPieces(
        each.stream().mapToInt(List::size).sum(),
        () ->
            inTurn(each)
                .map(
                    piece -> {
                      making.one();
                      ObjectNode chunk = base.deepCopy();
                      chunk.putArray(choices).add(piece.make());
                      return Reply.event(SafeJson.write(chunk));
                    }));
  }

  // A piece of each choice in turn, as a server writes them that makes them side by side.
  private static Stream<ChoicePieces.Piece> inTurn(List<List<ChoicePieces.Piece>> choices) {
    int longest = choices.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, longest)
        .boxed()
        .flatMap(
            turn ->
                choices.stream()
                    .filter(choice -> turn < choice.size())
                    .map(choice -> choice.get(turn)));
  }

  private byte @Nullable [] trailer(
      ObjectNode whole, String choices, EventStream.Sum sum, Asked asked) {
    String carries = rules.trailer();
    if (!asked.wantsUsage()
        || carries == null
        || !whole.has(carries)
        || !chunkSchema.properties().containsKey(carries)) {
      return null;
    }
    ObjectNode trailer = base(whole, choices, sum);
    trailer.putArray(choices);
    trailer.set(carries, whole.get(carries));
    return Reply.event(SafeJson.write(trailer));
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
