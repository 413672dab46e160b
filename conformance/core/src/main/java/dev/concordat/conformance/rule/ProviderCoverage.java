package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Places;
import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.json.JsonStringWriter;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.language.Components;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was exercised of one contract. */
public final class ProviderCoverage {
  private final Contract contract;
  // Whether operations, their answers and media types were exercised, each by itself: several may
  // refer to one place of the contract.
  private final IdentityHashMap<Object, AtomicBoolean> parts = new IdentityHashMap<>();
  private final AtomicLongArray exercised;
  private final LongAdder judged = new LongAdder();
  private final Map<String, LongAdder> notJudged = new ConcurrentHashMap<>();
  private final Map<SchemaNode, LongAdder> undescribed = new ConcurrentHashMap<>();

  ProviderCoverage(Contract contract) {
    this.contract = contract;
    this.exercised = new AtomicLongArray((contract.places().count() + 63) >> 6);
    for (Operation operation : contract.operations()) {
      part(operation);
      Operation.RequestBody request = operation.requestBody();
      if (request != null) {
        request.content().values().forEach(this::part);
      }
      for (Operation.Response response : operation.responses().values()) {
        part(response);
        response.content().values().forEach(this::part);
      }
    }
  }

  private void part(Object part) {
    parts.put(part, new AtomicBoolean());
  }

  /** The provider's id. */
  public String provider() {
    return contract.provider();
  }

  /** How many bytes of bodies were judged. */
  public long bytesJudged() {
    return judged.sum();
  }

  /** How many bytes of bodies were not judged, by the rule that says why. */
  public Map<String, Long> bytesNotJudged() {
    Map<String, Long> bytes = new TreeMap<>();
    notJudged.forEach((rule, count) -> bytes.put(rule, count.sum()));
    return bytes;
  }

  /**
   * How many values were allowed whatever they are, since the contract describes nothing in an
   * object or array, by the schema that allows them.
   */
  public Map<String, Long> undescribed() {
    Map<String, Long> values = new TreeMap<>();
    undescribed.forEach((schema, count) -> values.merge(name(schema), count.sum(), Long::sum));
    return values;
  }

  /** Operations, statuses, media types, schemas, properties, values and branches, in this order. */
  public List<Coverage.Kind> kinds() {
    List<Coverage.Kind> kinds = new ArrayList<>();
    kinds.add(kind("operations", this::operations));
    kinds.add(kind("statuses", this::statuses));
    kinds.add(kind("mediaTypes", this::mediaTypes));
    kinds.add(kind("schemas", this::components));
    kinds.add(kind("properties", this::properties));
    kinds.add(kind("values", this::values));
    kinds.add(kind("branches", this::branches));
    return kinds;
  }

  Contract contract() {
    return contract;
  }

  void add(ProviderCoverage other) {
    other.parts.forEach(
        (part, isExercised) -> {
          if (isExercised.get()) {
            exercisePart(part);
          }
        });
    for (int i = 0; i < exercised.length(); i++) {
      exercise(i, other.exercised.get(i));
    }
    judged.add(other.judged.sum());
    other.notJudged.forEach((rule, bytes) -> notJudged(rule, bytes.sum()));
    other.undescribed.forEach((schema, values) -> undescribed(schema, values.sum()));
  }

  void operation(Operation operation) {
    exercisePart(operation);
  }

  void status(Operation.Response response) {
    exercisePart(response);
  }

  void mediaType(Operation.MediaType mediaType) {
    exercisePart(mediaType);
  }

  void value(SchemaNode schema, JsonNode value) {
    exercise(contract.places().of(schema));
    exercise(contract.places().value(schema, value));
  }

  void property(SchemaNode owner, String name) {
    exercise(contract.places().property(owner, name));
  }

  void undescribed(SchemaNode schema, JsonNode value) {
    undescribed(schema, leaves(value));
  }

  private void undescribed(SchemaNode schema, long values) {
    undescribed.computeIfAbsent(schema, absent -> new LongAdder()).add(values);
  }

  // As deep as the value, whose depth the JSON parser bounds.
  private static long leaves(JsonNode value) {
    return value.isEmpty() ? 1 : value.valueStream().mapToLong(ProviderCoverage::leaves).sum();
  }

  void branch(Union union, SchemaNode branch) {
    exercise(contract.places().branch(union, branch));
  }

  /** Takes a text that was read in the fast way: its size, and what it exercises. */
  void clean(long bytes, CompiledSchemas.Clean clean) {
    judged(bytes);
    told(clean);
  }

  /** Takes what a text exercises that was read in the fast way. */
  void told(CompiledSchemas.Clean clean) {
    exercised(clean);
    undescribed(clean);
  }

  /** Takes what of the contract it exercises. */
  void exercised(CompiledSchemas.Clean clean) {
    long[] told = clean.told();
    for (int i = 0; i < told.length; i++) {
      exercise(i, told[i]);
    }
  }

  /** Takes its values that are allowed whatever they are. */
  void undescribed(CompiledSchemas.Clean clean) {
    if (!clean.undescribed().isEmpty()) {
      clean.undescribed().forEach(this::undescribed);
    }
  }

  private void exercisePart(Object part) {
    AtomicBoolean isExercised = parts.get(part);
    if (isExercised != null && !isExercised.get()) {
      isExercised.set(true);
    }
  }

  private boolean isPartExercised(Object part) {
    AtomicBoolean isExercised = parts.get(part);
    return isExercised != null && isExercised.get();
  }

  private void exercise(int place) {
    if (place >= 0) {
      exercise(place >> 6, 1L << place);
    }
  }

  // Most often all of it was exercised before: a look costs less than a write.
  private void exercise(int word, long bits) {
    if ((exercised.get(word) & bits) != bits) {
      exercised.accumulateAndGet(word, bits, (before, more) -> before | more);
    }
  }

  private boolean isExercised(int place) {
    return place >= 0 && (exercised.get(place >> 6) & (1L << place)) != 0;
  }

  void judged(long bytes) {
    judged.add(bytes);
  }

  void notJudged(String rule, long bytes) {
    notJudged.computeIfAbsent(rule, absent -> new LongAdder()).add(bytes);
  }

  private static Coverage.Kind kind(String name, Consumer<Items> collector) {
    Map<String, Boolean> items = new LinkedHashMap<>();
    collector.accept((item, seen) -> items.merge(item, seen, Boolean::logicalOr));
    return new Coverage.Kind(name, items);
  }

  private interface Items extends BiConsumer<String, Boolean> {}

  private void operations(Items items) {
    contract
        .operations()
        .forEach(operation -> items.accept(operation.id(), isPartExercised(operation)));
  }

  private void statuses(Items items) {
    for (Operation operation : contract.operations()) {
      for (Operation.Response response : operation.responses().values()) {
        items.accept(operation.id() + " " + response.status(), isPartExercised(response));
      }
    }
  }

  private void mediaTypes(Items items) {
    for (Operation operation : contract.operations()) {
      Operation.RequestBody request = operation.requestBody();
      if (request != null) {
        mediaTypes(operation.id() + " request ", request.content(), items);
      }
      operation
          .responses()
          .forEach(
              (status, response) ->
                  mediaTypes(operation.id() + " " + status + " ", response.content(), items));
    }
  }

  private void mediaTypes(String prefix, Map<String, Operation.MediaType> content, Items items) {
    content.forEach((name, mediaType) -> items.accept(prefix + name, isPartExercised(mediaType)));
  }

  private void components(Items items) {
    for (SchemaNode schema : contract.places().schemas()) {
      String component = component(schema);
      if (component != null) {
        items.accept(component, isExercised(contract.places().of(schema)));
      }
    }
  }

  private void properties(Items items) {
    for (SchemaNode schema : contract.places().schemas()) {
      for (String name : schema.properties().keySet()) {
        boolean isExercised = isExercised(contract.places().property(schema, name));
        items.accept(name(schema) + "." + name, isExercised);
      }
    }
  }

  private void values(Items items) {
    for (SchemaNode schema : contract.places().schemas()) {
      for (JsonNode value : Places.listed(schema)) {
        boolean isExercised = isExercised(contract.places().value(schema, value));
        items.accept(name(schema) + " = " + JsonStringWriter.json(value), isExercised);
      }
    }
  }

  private void branches(Items items) {
    for (SchemaNode schema : contract.places().schemas()) {
      Union union = schema.union();
      if (union != null) {
        for (SchemaNode branch : union.branches()) {
          boolean isExercised = isExercised(contract.places().branch(union, branch));
          items.accept(name(schema) + " | " + name(branch), isExercised);
        }
      }
    }
  }

  private static @Nullable String component(SchemaNode schema) {
    String pointer = schema.pointer();
    return pointer.startsWith(Components.SCHEMAS)
            && pointer.indexOf('/', Components.SCHEMAS.length()) < 0
        ? pointer.substring(Components.SCHEMAS.length())
        : null;
  }

  // A component by its name, a schema inside one by its place in it.
  private static String name(SchemaNode schema) {
    return schema
        .pointer()
        .replace(Components.SCHEMAS, "")
        .replace("/properties/", ".")
        .replaceFirst("/items$", "[]");
  }
}
