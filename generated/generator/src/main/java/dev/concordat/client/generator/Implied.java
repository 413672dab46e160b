package dev.concordat.client.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value that nobody has to say, since another member that is there says it: {@code if} the one
 * has that value, {@code then} the other is {@code required}, and so on for its other values.
 *
 * @param member the member that has the value
 * @param value the value
 * @param by the member that says it
 */
record Implied(String member, String value, String by) {

  /** All that an object's conditions say of its own members, each by one other alone. */
  static List<Implied> of(JsonNode schema) {
    List<Implied> all = new ArrayList<>();
    for (JsonNode at = schema; at.has("if"); at = at.path("else")) {
      Implied one = one(at);
      if (one == null) {
        break;
      }
      all.add(one);
    }
    JsonNode properties = schema.path("properties");
    Map<String, Long> saying =
        all.stream().collect(Collectors.groupingBy(Implied::by, Collectors.counting()));
    all.removeIf(
        one ->
            !properties.has(one.by())
                || !properties.has(one.member())
                || ContractTree.isRequired(schema, one.by())
                || !Objects.equals(saying.get(one.by()), 1L));
    return all;
  }

  // What one condition says, if it says that and no more.
  private static @Nullable Implied one(JsonNode schema) {
    JsonNode when = schema.path("if").path("properties");
    JsonNode then = schema.path("then").path("required");
    if (when.size() != 1 || then.size() != 1 || schema.path("then").size() != 1) {
      return null;
    }
    Map.Entry<String, JsonNode> member = when.properties().iterator().next();
    JsonNode value = member.getValue().path("const");
    return value.isString()
        ? new Implied(member.getKey(), value.asString(), then.path(0).asString(""))
        : null;
  }

  /** Whether a member is always said by another: each of its values is. */
  static boolean isAlways(JsonNode schema, String member, ContractTree contract) {
    List<String> values =
        ContractTree.values(contract.resolve(schema.path("properties").path(member)));
    List<String> implied =
        of(schema).stream().filter(one -> one.member().equals(member)).map(Implied::value).toList();
    return values != null && !values.isEmpty() && implied.containsAll(values);
  }
}
