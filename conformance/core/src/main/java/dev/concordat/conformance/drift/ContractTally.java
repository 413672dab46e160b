package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Ledger;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the exchanges of one contract show, counted place by place. */
final class ContractTally {
  /** More different things than these are not told apart, so that names cannot take all memory. */
  static final int MAX_THINGS = 2000;

  private final Contract contract;
  private final Map<Thing, Tally> things = new LinkedHashMap<>();
  private final Map<Requirement, Tally> absent = new LinkedHashMap<>();
  private final Map<SchemaNode, FieldUsage> usages = new HashMap<>();
  private final Set<String> names;
  private final int maxThings;
  private final int maxPlaces;
  private long exchanges;
  private long notKept;

  private record Thing(Drift.Kind kind, String pointer, @Nullable Label name, String value) {}

  private record Requirement(String pointer, String name) {}

  /**
   * A tally.
   *
   * @param names those of {@link #names(Contract)}
   * @param maxThings how many different things are counted
   * @param maxPlaces how many places of each
   */
  ContractTally(Contract contract, Set<String> names, int maxThings, int maxPlaces) {
    this.contract = contract;
    this.names = names;
    this.maxThings = maxThings;
    this.maxPlaces = maxPlaces;
  }

  /** The names of the fields that components describe. */
  static Set<String> names(Contract contract) {
    Set<String> names = new HashSet<>();
    for (SchemaNode schema : contract.schemas().reachableFromComponents()) {
      names.addAll(schema.properties().keySet());
    }
    return names;
  }

  /** How many different things it counts, and places of them. */
  int size() {
    return Stream.concat(things.values().stream(), absent.values().stream())
        .mapToInt(tally -> 1 + tally.places())
        .sum();
  }

  /** Takes what a part of the run shows. */
  void add(ContractTally part) {
    exchanges += part.exchanges;
    notKept += part.notKept;
    part.things.forEach(
        (thing, counted) -> {
          Tally tally = tally(thing, counted.ledger(), counted.times());
          if (tally != null) {
            tally.add(counted);
          }
        });
    part.absent.forEach(
        (field, counted) ->
            absent
                .computeIfAbsent(field, key -> new Tally(counted.ledger(), maxPlaces))
                .add(counted));
    part.usages.forEach((schema, counted) -> usage(schema).add(counted));
  }

  Contract contract() {
    return contract;
  }

  /** Counts an exchange; its number, from 1. */
  long nextExchange() {
    return ++exchanges;
  }

  FieldUsage usage(SchemaNode schema) {
    return usages.computeIfAbsent(schema, FieldUsage::new);
  }

  /** Whether some component describes a field of this name. */
  boolean describes(String name) {
    return names.contains(name);
  }

  /** What counts something that has a name; null where it is not counted any more. */
  @Nullable Tally named(Drift.Kind kind, String pointer, Label name) {
    return tally(new Thing(kind, pointer, name, ""), null, 1);
  }

  /** What counts a value or type by its text; null where it is not counted any more. */
  @Nullable Tally of(
      Drift.Kind kind, String pointer, String value, Ledger.@Nullable Entry tolerated) {
    return tally(
        new Thing(kind, pointer, null, value), tolerated == null ? null : tolerated.id(), 1);
  }

  private @Nullable Tally tally(Thing thing, @Nullable String ledger, long times) {
    Tally tally = things.get(thing);
    if (tally == null) {
      if (things.size() >= maxThings) {
        notKept += times;
        return null;
      }
      tally = new Tally(ledger, maxPlaces);
      things.put(thing, tally);
    }
    tally.asked(times);
    return tally;
  }

  /** What counts the objects that lack a required field. */
  Tally absent(String pointer, String name) {
    Ledger.Entry tolerated = contract.ledger().toleratingAbsent(pointer, name, null);
    return absent.computeIfAbsent(
        new Requirement(pointer, name),
        key -> new Tally(tolerated == null ? null : tolerated.id(), maxPlaces));
  }

  Drift drift() {
    return new Drift(
        contract, exchanges, undocumented(), unseen(), alwaysPresent(), absent(), notKept);
  }

  private List<Drift.Undocumented> undocumented() {
    List<Drift.Undocumented> list = new ArrayList<>();
    things.forEach(
        (thing, tally) ->
            list.add(
                new Drift.Undocumented(
                    thing.kind(),
                    thing.pointer(),
                    thing.name(),
                    tally.types(),
                    tally.example(),
                    tally.seen(),
                    tally.isInPieces(),
                    tally.ledger())));
    list.sort(
        Comparator.comparingLong((Drift.Undocumented item) -> -item.seen().count())
            .thenComparing(Drift.Undocumented::pointer));
    return List.copyOf(list);
  }

  private List<Drift.Unseen> unseen() {
    return usages.values().stream()
        .flatMap(usage -> usage.unseen().stream())
        .sorted(
            Comparator.comparingLong((Drift.Unseen field) -> -field.objects())
                .thenComparing(Drift.Unseen::pointer))
        .toList();
  }

  private List<Drift.AlwaysPresent> alwaysPresent() {
    Map<SchemaNode, Set<String>> around = new HashMap<>();
    usages.values().forEach(usage -> usage.tellRequired(around));
    return usages.values().stream()
        .flatMap(
            usage -> usage.alwaysPresent(around.getOrDefault(usage.schema(), Set.of())).stream())
        .sorted(
            Comparator.comparingLong((Drift.AlwaysPresent field) -> -field.objects())
                .thenComparing(Drift.AlwaysPresent::pointer))
        .toList();
  }

  private List<Drift.Absent> absent() {
    List<Drift.Absent> list = new ArrayList<>();
    absent.forEach(
        (field, tally) ->
            list.add(
                new Drift.Absent(
                    field.pointer(),
                    field.name(),
                    tally.seen(),
                    objects(field.pointer()),
                    tally.ledger())));
    list.sort(
        Comparator.comparingLong((Drift.Absent field) -> -field.seen().count())
            .thenComparing(Drift.Absent::pointer));
    return List.copyOf(list);
  }

  private @Nullable Long objects(String pointer) {
    SchemaNode schema = contract.schemas().find(pointer);
    FieldUsage usage = schema == null || schema.isCondition() ? null : usages.get(schema);
    return usage == null ? null : usage.objects();
  }
}
