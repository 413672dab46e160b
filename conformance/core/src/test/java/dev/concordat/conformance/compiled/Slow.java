package dev.concordat.conformance.compiled;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.schema.InstancePath;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.conformance.schema.Walk;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the engine and the walk say of a text: whether it is clean, and what it exercises. */
final class Slow implements Walk.Visitor {
  private final Places places;
  private final BitSet told = new BitSet();
  private final Map<SchemaNode, Long> undescribed = new HashMap<>();
  private boolean clean = true;

  private Slow(Places places) {
    this.places = places;
  }

  record Said(boolean isClean, BitSet told, Map<SchemaNode, Long> undescribed) {}

  static Said judge(Contract contract, Places places, byte[] text, SchemaNode schema) {
    JsonNode value = JsonText.of(Body.of("application/json", text)).value();
    if (value == null) {
      return new Said(false, new BitSet(), Map.of());
    }
    Slow slow = new Slow(places);
    new Walk(contract.engine(), slow).walk(value, schema);
    boolean holds = contract.engine().validate(value, schema).isEmpty();
    return new Said(holds && slow.clean, slow.told, slow.undescribed);
  }

  private void tell(int place) {
    if (place >= 0) {
      told.set(place);
    }
  }

  @Override
  public void value(SchemaNode schema, JsonNode value, InstancePath at) {
    tell(places.of(schema));
    tell(places.value(schema, value));
    List<JsonNode> known = schema.knownValues();
    clean &= known.isEmpty() || known.contains(value);
  }

  @Override
  public void property(SchemaNode owner, String name, JsonNode value, InstancePath at) {
    tell(places.property(owner, name));
  }

  @Override
  public void branch(Union union, SchemaNode branch, JsonNode value, InstancePath at) {
    tell(places.branch(union, branch));
  }

  @Override
  public void undescribed(SchemaNode schema, JsonNode value) {
    undescribed.merge(schema, leaves(value), Long::sum);
  }

  private static long leaves(JsonNode value) {
    return value.isEmpty() ? 1 : value.valueStream().mapToLong(Slow::leaves).sum();
  }

  @Override
  public void undocumented(SchemaNode owner, String name, JsonNode value, InstancePath at) {
    clean = false;
  }
}
