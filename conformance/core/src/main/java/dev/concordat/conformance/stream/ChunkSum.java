package dev.concordat.conformance.stream;

import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.EventStream;
import dev.concordat.language.SumRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 * neither appended nor joined the first value counts, and a later one must be the same, unless
 * nothing describes it or one of them is wrong: that is said of it already. Null says nothing.
 */
final class ChunkSum {
  private final EventStream contract;
  private final EventStream.Sum rules;
  private final String choices;
  private final Predicate<String> described;
  private final ObjectNode whole = JsonNodeFactory.instance.objectNode();
  private final Set<String> changed = new HashSet<>();
  private final Map<BigDecimal, SumPart> parts = new TreeMap<>();
  private final SumBudget budget = new SumBudget();
  private final SumRules ofChoice;
  private final List<Appended> appended = new ArrayList<>();
  private boolean isRepeatable;
  private boolean partial;

  /**
   * A sum.
   *
   * @param described tells of a path in a chunk whether the contract describes what is there
   */
  ChunkSum(
      EventStream contract, EventStream.Sum rules, String choices, Predicate<String> described) {
    this.contract = contract;
    this.rules = rules;
    this.choices = choices;
    this.described = described;
    this.ofChoice = rules.ofChoice();
  }

  /** A text in the sum that a chunk was appended to. */
  private record Appended(SumPart part, String name) {}

  /**
   * A chunk of which all that it adds are texts that are appended, so that it can be added once
   * more with others.
   */
  final class Repeatable {
    private final List<Appended> texts;

    private Repeatable(List<Appended> texts) {
      this.texts = texts;
    }

    /** How many texts are appended. */
    int count() {
      return texts.size();
    }

    /** Adds the chunk with other texts, in the order in which they stand in it. */
    void add(String[] others) {
      if (budget.isSpent()) {
        return;
      }
      for (int i = 0; i < others.length; i++) {
        budget.text(others[i]);
        if (!budget.isSpent()) {
          texts.get(i).part().append(texts.get(i).name(), others[i]);
        }
      }
      giveUpWhereSpent();
    }
  }

  /** The chunk that was added last, where it can be added once more. */
  @Nullable Repeatable repeatable() {
    return isRepeatable ? new Repeatable(List.copyOf(appended)) : null;
  }

  /** Adds a chunk. */
  void chunk(Chunk chunk, StreamRule.Report report) {
    appended.clear();
    isRepeatable = true;
    if (budget.isSpent()) {
      return;
    }
    SumPlace all = new SumPlace(chunk, InstancePath.ROOT, report, false);
    for (Map.Entry<String, JsonNode> member : chunk.json().properties()) {
      if (!member.getKey().equals(choices)
          && !member.getValue().isNull()
          && !rules.ignore().contains(member.getKey())) {
        member(member.getKey(), member.getValue(), all);
      }
    }
    JsonNode list = chunk.json().path(choices);
    partial |= !chunk.wrong().isEmpty() && chunk.wrong().stream().anyMatch(this::holdsPieces);
    SumPlace each = all.member(choices);
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      JsonNode key = list.get(i).path(contract.key());
      if (key.isNumber() && list.get(i).isObject()) {
        SumPlace place = new SumPlace(chunk, each.path().index(i), report, false);
        SumPart part = parts.computeIfAbsent(Choices.number(key), absent -> budget.part());
        add(part, list.get(i), null, ofChoice, place);
      }
    }
    giveUpWhereSpent();
  }

  private void giveUpWhereSpent() {
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
  private void member(String name, JsonNode value, SumPlace place) {
    JsonNode before = whole.get(name);
    boolean isLatest = rules.latest().contains(name);
    isRepeatable &= !isLatest;
    if (before == null || isLatest) {
      if (before == null) {
        budget.name(name);
      }
      budget.replace(before, value);
      whole.set(name, value);
    } else if (!before.equals(value)
        && !contract.stable().contains(name)
        && described.test(name)
        && changed.add(name)) {
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

  // Of an element that is joined, the key tells what it is a piece of and is none itself.
  private void add(
      SumPart part, JsonNode piece, @Nullable String key, SumRules at, SumPlace place) {
    for (Map.Entry<String, JsonNode> member : piece.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      SumRules rule = at.member(name);
      if (value.isNull() || rule.isIgnored() || name.equals(key)) {
        continue;
      }
      if (rule.isAppended() && value.isString()) {
        budget.text(value.stringValue());
        if (!budget.isSpent()) {
          part.append(name, value.stringValue());
          appended.add(new Appended(part, name));
        }
      } else if (rule.isAppended() && value.isArray()) {
        isRepeatable = false;
        budget.replace(null, value);
        if (!budget.isSpent()) {
          part.append(name, value);
        }
      } else if (rule.key() != null && value.isArray()) {
        join(part, name, value, rule, place.member(name));
      } else if (value.isObject() && !rule.isLatest()) {
        add(child(part.objects, name), value, null, rule, place.member(name));
      } else {
        set(part, name, value, rule, place);
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
  private void join(SumPart part, String name, JsonNode array, SumRules rule, SumPlace place) {
    String key = Objects.requireNonNull(rule.key());
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      if (element.isObject()) {
        JsonNode told = element.path(key);
        BigDecimal number = told.isNumber() ? Choices.number(told) : BigDecimal.valueOf(i);
        SumPart child =
            part.joined
                .computeIfAbsent(name, absent -> new TreeMap<>())
                .computeIfAbsent(number, absent -> budget.part());
        add(child, element, key, rule, place.element(i, key));
      }
    }
  }

  // Servers repeat a member as an empty text where they have nothing to say of it. That a choice
  // ends once has a rule of its own.
  private void set(SumPart part, String name, JsonNode value, SumRules rule, SumPlace place) {
    boolean isFinish = rule.isFinish();
    JsonNode before = part.values.get(name);
    if (isFinish && contract.unfinished().contains(value)) {
      return;
    }
    isRepeatable &= !rule.isLatest();
    boolean isWrong = place.isWrong(name);
    boolean wasWrong = isFinish && !isWrong && part.changed.contains(name);
    if (before == null || isEmptyText(before) || rule.isLatest() || wasWrong) {
      if (before == null) {
        budget.name(name);
      }
      budget.replace(before, value);
      part.values.put(name, value);
      if (isWrong) {
        part.changed.add(name);
      }
    } else if (!isFinish
        && !isWrong
        && !rule.isNumber()
        && !isEmptyText(value)
        && !JsonType.areEqual(before, value)
        && described.test(choices + "/" + rule.path())
        && part.changed.add(name)) {
      place.changed(name, before, value, Severity.VIOLATION);
    }
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isString() && value.stringValue().isEmpty();
  }
}
