package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run exercised of its contracts and what never, as proof that it checked something. Threads
 * may share one.
 */
public final class Coverage {
  private final Map<String, OfProvider> providers = new ConcurrentHashMap<>();

  /**
   * What a contract has of one kind, each with whether it was exercised, in the contract's order.
   */
  public record Kind(String name, Map<String, Boolean> items) {
    /** How many were exercised. */
    public long exercised() {
      return items.values().stream().filter(seen -> seen).count();
    }

    /** The names of those that were exercised. */
    public List<String> exercisedNames() {
      return names(true);
    }

    /** The names of those that never were. */
    public List<String> never() {
      return names(false);
    }

    private List<String> names(boolean seen) {
      return items.entrySet().stream()
          .filter(item -> item.getValue() == seen)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** What was exercised of a contract. */
  public OfProvider of(Contract contract) {
    return providers.computeIfAbsent(contract.provider(), absent -> new OfProvider(contract));
  }

  /** All contracts that were met, by provider. */
  public List<OfProvider> all() {
    return List.copyOf(new TreeMap<>(providers).values());
  }

  /** What was exercised of one contract. */
  public static final class OfProvider {
    private final Contract contract;
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final Map<SchemaNode, Seen> schemas = new ConcurrentHashMap<>();
    private final LongAdder judged = new LongAdder();
    private final Map<String, LongAdder> notJudged = new ConcurrentHashMap<>();
    private final Map<SchemaNode, LongAdder> undescribed = new ConcurrentHashMap<>();

    private OfProvider(Contract contract) {
      this.contract = contract;
    }

    private static final class Seen {
      final Set<String> properties = ConcurrentHashMap.newKeySet();
      final Set<JsonNode> values = ConcurrentHashMap.newKeySet();
      final Set<SchemaNode> branches = ConcurrentHashMap.newKeySet();
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

    /**
     * Operations, statuses, media types, schemas, properties, values and branches, in this order.
     */
    public List<Kind> kinds() {
      List<Kind> kinds = new ArrayList<>();
      kinds.add(kind("operations", this::operations));
      kinds.add(kind("statuses", this::statuses));
      kinds.add(kind("mediaTypes", this::mediaTypes));
      kinds.add(kind("schemas", this::components));
      kinds.add(kind("properties", this::properties));
      kinds.add(kind("values", this::values));
      kinds.add(kind("branches", this::branches));
      return kinds;
    }

    void operation(Operation operation) {
      places.add(operation.pointer());
    }

    void status(Operation.Response response) {
      places.add(response.pointer());
    }

    void mediaType(Operation.MediaType mediaType) {
      places.add(mediaType.pointer());
    }

    void value(SchemaNode schema, JsonNode value) {
      Seen seen = seen(schema);
      if (schema.values().contains(value) || schema.knownValues().contains(value)) {
        seen.values.add(value);
      }
    }

    void property(SchemaNode owner, String name) {
      seen(owner).properties.add(name);
    }

    void undescribed(SchemaNode schema, JsonNode value) {
      undescribed.computeIfAbsent(schema, absent -> new LongAdder()).add(leaves(value));
    }

    // As deep as the value, whose depth the JSON parser bounds.
    private static long leaves(JsonNode value) {
      return value.isEmpty() ? 1 : value.valueStream().mapToLong(OfProvider::leaves).sum();
    }

    void branch(Union union, SchemaNode branch) {
      seen(union.owner()).branches.add(branch);
    }

    void judged(long bytes) {
      judged.add(bytes);
    }

    void notJudged(String rule, long bytes) {
      notJudged.computeIfAbsent(rule, absent -> new LongAdder()).add(bytes);
    }

    private Seen seen(SchemaNode schema) {
      return schemas.computeIfAbsent(schema, absent -> new Seen());
    }

    private static Kind kind(String name, Consumer<Items> collector) {
      Map<String, Boolean> items = new LinkedHashMap<>();
      collector.accept((item, seen) -> items.merge(item, seen, Boolean::logicalOr));
      return new Kind(name, items);
    }

    private interface Items extends BiConsumer<String, Boolean> {}

    private void operations(Items items) {
      contract
          .operations()
          .forEach(operation -> items.accept(operation.id(), places.contains(operation.pointer())));
    }

    private void statuses(Items items) {
      for (Operation operation : contract.operations()) {
        for (Operation.Response response : operation.responses().values()) {
          items.accept(
              operation.id() + " " + response.status(), places.contains(response.pointer()));
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
      content.forEach(
          (name, mediaType) -> items.accept(prefix + name, places.contains(mediaType.pointer())));
    }

    private void components(Items items) {
      forEachSchema(
          (schema, seen) -> {
            String component = component(schema);
            if (component != null) {
              items.accept(component, seen != null);
            }
          });
    }

    private void properties(Items items) {
      forEachSchema(
          (schema, seen) ->
              schema
                  .properties()
                  .keySet()
                  .forEach(
                      name ->
                          items.accept(
                              name(schema) + "." + name,
                              seen != null && seen.properties.contains(name))));
    }

    private void values(Items items) {
      forEachSchema(
          (schema, seen) -> {
            List<JsonNode> values = new ArrayList<>(schema.values());
            values.addAll(schema.knownValues());
            values.forEach(
                value ->
                    items.accept(
                        name(schema) + " = " + value, seen != null && seen.values.contains(value)));
          });
    }

    private void branches(Items items) {
      forEachSchema(
          (schema, seen) -> {
            Union union = schema.union();
            if (union != null) {
              union
                  .branches()
                  .forEach(
                      branch ->
                          items.accept(
                              name(schema) + " | " + name(branch),
                              seen != null && seen.branches.contains(branch)));
            }
          });
    }

    private void forEachSchema(BiConsumer<SchemaNode, @Nullable Seen> action) {
      for (SchemaNode schema : contract.schemas().reachableFromComponents()) {
        action.accept(schema, schemas.get(schema));
      }
    }

    private static final String COMPONENTS = "#/components/schemas/";

    private static @Nullable String component(SchemaNode schema) {
      String pointer = schema.pointer();
      return pointer.startsWith(COMPONENTS) && pointer.indexOf('/', COMPONENTS.length()) < 0
          ? pointer.substring(COMPONENTS.length())
          : null;
    }

    // A component by its name, a schema inside one by its place in it.
    private static String name(SchemaNode schema) {
      return schema
          .pointer()
          .replace(COMPONENTS, "")
          .replace("/properties/", ".")
          .replaceFirst("/items$", "[]");
    }
  }
}
