package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.Explanation;
import dev.concordat.conformance.verdict.Severity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds up the chunks of a stream to the answer that would have come whole. Of a member that is
 * neither appended nor joined the first value counts, and a later one must be the same. Null says
 * nothing.
 */
final class ChunkSum implements StreamRule {
  private final StreamContract contract;
  private final StreamContract.Sum rules;
  private final String choices;
  private final Predicate<String> described;
  private final ObjectNode whole = JsonNodeFactory.instance.objectNode();
  private final Set<String> changed = new HashSet<>();
  private final Map<BigDecimal, SumPart> parts = new TreeMap<>();
  private final SumBudget budget = new SumBudget();
  private boolean partial;

  /**
   * A sum.
   *
   * @param described tells of a field of a choice whether the contract describes it
   */
  ChunkSum(
      StreamContract contract,
      StreamContract.Sum rules,
      String choices,
      Predicate<String> described) {
    this.contract = contract;
    this.rules = rules;
    this.choices = choices;
    this.described = described;
  }

  /** A place in a chunk; {@code isGuess} where it cannot be told what it is a piece of. */
  private record Place(Chunk chunk, String pointer, Report report, boolean isGuess) {
    void changed(String name, JsonNode before, JsonNode value, Severity severity) {
      if (isGuess) {
        return;
      }
      String message =
          "expected %s to stay %s, as it does not add up; found %s"
              .formatted(name, Explanation.shown(before), Explanation.shown(value));
      report.inEvent(chunk.event(), new Fault("stream.sum", severity, inside(name), "", message));
    }

    Place member(String name) {
      return new Place(chunk, inside(name), report, isGuess);
    }

    Place guessed() {
      return new Place(chunk, pointer, report, true);
    }

    boolean isWrong(String name) {
      return chunk.wrong().contains(inside(name));
    }

    private String inside(String name) {
      return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
  }

  @Override
  public void chunk(Chunk chunk, Report report) {
    if (budget.isSpent()) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : chunk.json().properties()) {
      if (!member.getKey().equals(choices)
          && !member.getValue().isNull()
          && !rules.ignore().contains(member.getKey())) {
        member(member.getKey(), member.getValue(), new Place(chunk, "", report, false));
      }
    }
    JsonNode list = chunk.json().path(choices);
    partial |= chunk.wrong().stream().anyMatch(this::holdsPieces);
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      JsonNode key = list.get(i).path(contract.key());
      if (key.isNumber() && list.get(i).isObject()) {
        Place place = new Place(chunk, "/%s/%d".formatted(choices, i), report, false);
        SumPart part = parts.computeIfAbsent(Choices.number(key), absent -> budget.part());
        add(part, list.get(i), "", place);
      }
    }
    if (budget.isSpent()) {
      parts.clear();
      whole.removeAll();
    }
  }

  // What is wrong with the choices, a key, or an object or list that has pieces in it, leaves open
  // what its pieces are pieces of.
  private boolean holdsPieces(String pointer) {
    if (!pointer.startsWith("/" + choices)) {
      return false;
    }
    String path = pointer.substring(choices.length() + 1).replaceAll("/[0-9]+(?=/|$)", "");
    String name = path.isEmpty() ? "" : path.substring(1);
    return name.isEmpty()
        || name.equals(contract.key())
        || rules.append().stream().anyMatch(piece -> piece.startsWith(name + "/"))
        || rules.join().entrySet().stream()
            .anyMatch(
                join ->
                    join.getKey().equals(name)
                        || join.getKey().startsWith(name + "/")
                        || name.equals(join.getKey() + "/" + join.getValue()));
  }

  // What must stay the same in all chunks is said elsewhere; of all else no document says that it
  // does.
  private void member(String name, JsonNode value, Place place) {
    JsonNode before = whole.get(name);
    if (before == null || rules.latest().contains(name)) {
      if (before == null) {
        budget.name(name);
      }
      budget.replace(before, value);
      whole.set(name, value);
    } else if (!before.equals(value) && !contract.stable().contains(name) && changed.add(name)) {
      place.changed(name, before, value, Severity.DRIFT);
    }
  }

  /** The whole answer, or null where it is longer than is judged or there were no choices. */
  @Nullable ObjectNode whole() {
    if (budget.isSpent() || parts.isEmpty()) {
      return null;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (SumPart part : parts.values()) {
      ObjectNode choice = part.json();
      rules.absent().forEach((path, value) -> setAbsent(choice, path, value));
      rules
          .rename()
          .forEach(
              (from, to) -> {
                JsonNode value = choice.remove(from);
                if (value != null) {
                  choice.set(to, value);
                }
              });
      list.add(choice);
    }
    whole.set(choices, list);
    rules.replace().forEach(whole::set);
    return whole;
  }

  private static void setAbsent(ObjectNode choice, String path, JsonNode value) {
    int slash = path.lastIndexOf('/');
    JsonNode owner = slash < 0 ? choice : choice.at("/" + path.substring(0, slash));
    String name = path.substring(slash + 1);
    if (owner instanceof ObjectNode object && !object.has(name)) {
      object.set(name, value);
    }
  }

  /** Whether something was missing that tells what belongs where, so that pieces may be lost. */
  boolean isPartial() {
    return partial;
  }

  boolean isTooLong() {
    return budget.isSpent();
  }

  private void add(SumPart part, JsonNode piece, String above, Place place) {
    for (Map.Entry<String, JsonNode> member : piece.properties()) {
      String name = member.getKey();
      String path = above.isEmpty() ? name : above + "/" + name;
      JsonNode value = member.getValue();
      if (value.isNull() || rules.ignore().contains(path)) {
        continue;
      }
      if (rules.append().contains(path) && (value.isString() || value.isArray())) {
        budget.replace(null, value);
        if (!budget.isSpent()) {
          part.append(name, value);
        }
      } else if (rules.join().containsKey(path) && value.isArray()) {
        join(part, name, value, path, place);
      } else if (value.isObject() && !rules.latest().contains(path)) {
        add(child(part.objects, name), value, path, place.member(name));
      } else {
        set(part, name, value, path, place);
      }
    }
  }

  private SumPart child(Map<String, SumPart> objects, String name) {
    return objects.computeIfAbsent(
        name,
        absent -> {
          budget.name(name);
          return budget.part();
        });
  }

  // An element without a key is told by its place in the array.
  private void join(SumPart part, String name, JsonNode array, String path, Place place) {
    String keyName = Objects.requireNonNull(rules.join().get(path));
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      JsonNode key = element.path(keyName);
      if (element.isObject()) {
        BigDecimal number = key.isNumber() ? Choices.number(key) : BigDecimal.valueOf(i);
        SumPart child =
            part.joined
                .computeIfAbsent(name, absent -> new TreeMap<>())
                .computeIfAbsent(number, absent -> budget.part());
        ObjectNode keyless = ((ObjectNode) element).objectNode();
        element.properties().stream()
            .filter(member -> !member.getKey().equals(keyName))
            .forEach(member -> keyless.set(member.getKey(), member.getValue()));
        Place at = place.member(name).member(Integer.toString(i));
        add(child, keyless, path, at.isWrong(keyName) ? at.guessed() : at);
      }
    }
  }

  // Servers repeat a member as an empty text where they have nothing to say of it. That a choice
  // ends once has a rule of its own.
  private void set(SumPart part, String name, JsonNode value, String path, Place place) {
    boolean isFinish = path.equals(contract.finish());
    JsonNode before = part.values.get(name);
    if (isFinish && contract.unfinished().contains(value)) {
      return;
    }
    if (before == null || isEmptyText(before) || rules.latest().contains(path)) {
      if (before == null) {
        budget.name(name);
      }
      budget.replace(before, value);
      part.values.put(name, value);
    } else if (!isFinish
        && !path.equals(contract.key())
        && !isEmptyText(value)
        && !before.equals(value)
        && part.changed.add(name)) {
      place.changed(
          name, before, value, described.test(path) ? Severity.VIOLATION : Severity.DRIFT);
    }
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isString() && value.stringValue().isEmpty();
  }
}
