package dev.concordat.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.ProviderException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.schema.SchemaPath;
import dev.concordat.conformance.verdict.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The checker and the client, which carries no checker, each read events and add chunks up. Every
 * wire case goes through both. Where they differ stands in {@code twins.yaml}, with the reason: a
 * difference that is not there fails, and so does one that is there and is none.
 */
final class TwinsTests {
  private static final Contracts CONTRACTS = Contracts.shipped();
  private static final String STREAM = "text/event-stream";

  /** How a stream ends. */
  private enum End {
    WHOLE,
    ERROR,
    INCOMPLETE,
    UNREADABLE
  }

  /**
   * What one of the two makes of a stream.
   *
   * @param ends how it ends; to the checker, which reads on, in more than one way
   * @param sum what its chunks add up to; null where they do not
   */
  private record Reading(Set<End> ends, @Nullable JsonNode sum) {}

  static Stream<WireCase> streams() {
    return WireCases.all().stream()
        .filter(WireClient::isStream)
        .filter(wire -> wire.json().path("status").asInt(200) == 200)
        .filter(wire -> wire.json().path("type").asString(STREAM).startsWith(STREAM));
  }

  @Test
  void bothReadTheSameButForWhatIsListed() throws IOException {
    Map<String, String> found = new TreeMap<>();
    int read = 0;
    for (WireCase wire : (Iterable<WireCase>) streams()::iterator) {
      String difference = difference(checker(wire), client(wire));
      read++;
      if (difference != null) {
        found.put(wire.toString(), difference);
      }
    }
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode entry : WireCases.yaml(listedIn()).path("differences")) {
      assertThat(entry.path("because").asString("")).as("the reason of %s", entry).isNotBlank();
      entry
          .path("cases")
          .forEach(name -> listed.put(name.asString(), entry.path("differ").asString()));
    }

    assertThat(read).isGreaterThan(200);
    assertThat(found).isEqualTo(listed);
  }

  private static Path listedIn() {
    return Path.of("src/test/resources/cases/twins.yaml");
  }

  private static @Nullable String difference(Reading checker, Reading client) {
    End end = client.ends().iterator().next();
    if (!checker.ends().contains(end)) {
      return "to the client it is %s, to the checker %s".formatted(end, checker.ends());
    }
    if (end != End.WHOLE) {
      return null;
    }
    String place = differing(checker.sum(), client.sum(), "");
    return place == null ? null : "the sums at " + (place.isEmpty() ? "the root" : place);
  }

  // Where two values differ, numbers as numbers; null where they do not.
  private static @Nullable String differing(
      @Nullable JsonNode one, @Nullable JsonNode other, String at) {
    if (one == null || other == null) {
      return one == null && other == null ? null : at;
    }
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0 ? null : at;
    }
    if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
      return at;
    }
    if (one.isObject()) {
      for (Map.Entry<String, JsonNode> member : one.properties()) {
        String name = member.getKey();
        String place = differing(member.getValue(), other.get(name), at + "/" + name);
        if (place != null) {
          return place;
        }
      }
      return null;
    }
    for (int i = 0; one.isArray() && i < one.size(); i++) {
      String place = differing(one.get(i), other.get(i), at + "/" + i);
      if (place != null) {
        return place;
      }
    }
    return one.isContainer() || one.equals(other) ? null : at;
  }

  private static Reading client(WireCase wire) throws IOException {
    return (Reading) WireClient.call(wire, TwinsTests::read);
  }

  private static Reading read(EventStream<? extends JsonType, ? extends JsonType> stream) {
    try (stream) {
      JsonType sum = stream.readToEnd();
      return new Reading(Set.of(End.WHOLE), WireCases.json(sum.toJson()));
    } catch (IncompleteStreamException e) {
      return new Reading(Set.of(End.INCOMPLETE), null);
    } catch (UndecodableAnswerException e) {
      return new Reading(Set.of(End.UNREADABLE), null);
    } catch (ProviderException e) {
      return new Reading(Set.of(End.ERROR), null);
    }
  }

  private static Reading checker(WireCase wire) throws IOException {
    Contract contract = CONTRACTS.of(wire.provider());
    MediaType stream =
        contract.operations().stream()
            .filter(operation -> operation.id().equals(wire.operation()))
            .map(operation -> operation.response(200).content().get(STREAM))
            .findFirst()
            .orElseThrow();
    Collected chunks = new Collected(contract, stream);
    StreamJudge judge = new StreamJudge(stream.stream(), chunks);
    var body = wire.exchange(wire.body()).response().body();
    byte[] bytes = body == null ? new byte[0] : body.bytes();
    EventStreamDecoder.decode(new ByteArrayInputStream(bytes), judge);
    judge.end();
    return chunks.reading(judge.hasEnded());
  }

  /** Takes what the checker finds in a stream, and what its chunks add up to. */
  private static final class Collected implements Chunks {
    private final Contract contract;
    private final MediaType stream;
    private final Set<End> ends = EnumSet.noneOf(End.class);
    private final List<JsonNode> sums = new ArrayList<>();

    Collected(Contract contract, MediaType stream) {
      this.contract = contract;
      this.stream = stream;
    }

    Reading reading(boolean hasEnded) {
      if (!hasEnded && stream.stream().terminator() != null) {
        ends.add(End.INCOMPLETE);
      }
      boolean isWhole = ends.isEmpty() || (ends.equals(Set.of(End.UNREADABLE)) && !sums.isEmpty());
      if (isWhole) {
        ends.add(End.WHOLE);
      }
      return new Reading(ends, sums.isEmpty() ? null : sums.get(0));
    }

    // What a contract does not allow, a client may read or not.
    @Override
    public Set<String> judge(String part, long offset, JsonNode chunk) {
      if (!contract.engine().validate(chunk, stream.schema()).isEmpty()) {
        ends.add(End.UNREADABLE);
      }
      return Set.of();
    }

    @Override
    public @Nullable String error(JsonNode event) {
      return stream.error() != null
              && event.isObject()
              && contract.engine().validate(event, stream.error()).isEmpty()
          ? "an error"
          : null;
    }

    @Override
    public @Nullable String errorIn(JsonNode value) {
      return value.has("error") ? "an error" : error(value);
    }

    @Override
    public @Nullable String messageInPlaceOfChunk(JsonNode value) {
      boolean isOther = stream.schema().required().stream().noneMatch(value::has);
      boolean isMessage = Stream.of("detail", "msg", "error_msg", "error").anyMatch(value::has);
      return isOther && isMessage ? "an error" : null;
    }

    @Override
    public boolean isChunk(JsonNode value) {
      return value.has(stream.stream().choices());
    }

    @Override
    public void judgeSum(String part, ObjectNode whole, boolean isPartial) {
      sums.add(whole);
      var answer = contract.schemas().at(stream.stream().sum().schema());
      if (!contract.engine().validate(whole, answer).isEmpty()) {
        ends.add(End.UNREADABLE);
      }
    }

    @Override
    public boolean describes(String path) {
      return !SchemaPath.follow(stream.schema(), path).isEmpty();
    }

    @Override
    public void notJudged(String rule, long bytes) {}

    @Override
    public void found(
        String rule,
        Severity severity,
        String part,
        String pointer,
        String message,
        String subject,
        long times) {
      if (severity != Severity.VIOLATION) {
        return;
      }
      switch (rule) {
        case "stream.error" -> ends.add(End.ERROR);
        case "stream.cut" -> ends.add(End.INCOMPLETE);
        case "stream.empty" -> ends.addAll(Set.of(End.INCOMPLETE, End.UNREADABLE));
        case "stream.unframed" ->
            ends.add(subject.equals("TERMINATOR") ? End.INCOMPLETE : End.UNREADABLE);
        case "stream.utf-8" -> ends.add(End.UNREADABLE);
        default -> {
          if (rule.startsWith("body.") || rule.startsWith("json.")) {
            ends.add(End.UNREADABLE);
          }
        }
      }
    }
  }
}
