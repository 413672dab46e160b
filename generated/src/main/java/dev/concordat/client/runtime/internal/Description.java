package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonObject;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The text that {@code toString} gives. Fields that hold a secret are masked, and of members that
 * the contract does not describe only the names are shown: nobody knows what is in them.
 */
public final class Description {
  private final StringJoiner fields;

  public Description(String type) {
    this.fields = new StringJoiner(", ", type + "{", "}");
  }

  public Description add(String name, @Nullable Object value) {
    if (value != null) {
      fields.add(name + "=" + value);
    }
    return this;
  }

  public Description secret(String name, @Nullable Object value) {
    return add(name, value == null ? null : "***");
  }

  /** The text, with the names of what else is there. */
  public String others(JsonObject others) {
    if (!others.members().isEmpty()) {
      fields.add("others=" + others.members().keySet());
    }
    return fields.toString();
  }
}
