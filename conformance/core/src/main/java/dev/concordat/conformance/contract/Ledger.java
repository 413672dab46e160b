package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a document contradicts itself, its samples or real servers, and how each case was decided.
 *
 * @param entries the cases by id, in the order of the file
 */
public record Ledger(Map<String, Entry> entries) {
  /**
   * One case.
   *
   * @param contract the places in the contract that follow from the verdict, as URI fragments
   * @param observed what was seen elsewhere and is tolerated: it drifts and does not violate
   */
  public record Entry(
      String id, String title, String verdict, List<String> contract, List<Observed> observed) {}

  /**
   * A habit that servers were seen to have and that the document does not mention.
   *
   * @param at the schema that it contradicts, the security scheme or the rules of a stream, as a
   *     URI fragment
   * @param value the value that was seen, or null where the habit is none of a value
   * @param missing the required property that was seen to be absent, or null; with {@code like} in
   *     such objects only
   * @param text {@code not-json} where a text that should be JSON was seen not to be, or null
   * @param like what values were seen, where they are none that can be listed, or null
   * @param unstable the member of chunks that was seen to change where it should stay, or null
   */
  public record Observed(
      String at,
      @Nullable JsonNode value,
      @Nullable String missing,
      @Nullable String text,
      @Nullable Shape like,
      @Nullable String unstable) {
    // Whether the value has the other form that was seen in place of the schema's.
    private boolean isForm(JsonNode value) {
      return missing == null && like != null && like.matches(value);
    }
  }

  /** A form of values: a JSON Schema of the ledger's own. */
  public record Shape(SchemaEngine engine, SchemaNode schema) {
    // What the engine fails on has no form that it could vouch for.
    boolean matches(JsonNode value) {
      try {
        return engine.validate(value, schema).isEmpty();
      } catch (SchemaEngine.EngineException e) {
        return false;
      }
    }
  }

  /** The entry that tolerates this value where this schema applies, or null where none does. */
  public @Nullable Entry tolerating(String schema, JsonNode value) {
    return find(schema, observed -> value.equals(observed.value()) || observed.isForm(value));
  }

  /**
   * The entry that tolerates a value whose form is another one than the schema's, so that what is
   * in it is not described by the schema; null where none does.
   */
  public @Nullable Entry toleratingForm(String schema, JsonNode value) {
    return find(schema, observed -> observed.isForm(value));
  }

  /** The entry that tolerates that this member of chunks changes, or null where none does. */
  public @Nullable Entry toleratingChange(String stream, String member) {
    return find(stream, observed -> member.equals(observed.unstable()));
  }

  /**
   * The entry that tolerates that this property is absent, or null where none does.
   *
   * @param found the object that lacks it, or null where it is not at hand, and then a habit that
   *     not every object has counts as well
   */
  public @Nullable Entry toleratingAbsent(
      String schema, String property, @Nullable JsonNode found) {
    return find(
        schema,
        observed ->
            property.equals(observed.missing())
                && (found == null || observed.like() == null || observed.like().matches(found)));
  }

  /** The entry that tolerates a text that is no JSON, or null where none does. */
  public @Nullable Entry toleratingText(String schema) {
    return find(schema, observed -> "not-json".equals(observed.text()));
  }

  private @Nullable Entry find(String schema, Predicate<Observed> wanted) {
    for (Entry entry : entries.values()) {
      for (Observed observed : entry.observed()) {
        if (observed.at().equals(schema) && wanted.test(observed)) {
          return entry;
        }
      }
    }
    return null;
  }
}
