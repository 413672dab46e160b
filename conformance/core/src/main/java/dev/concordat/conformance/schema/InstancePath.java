package dev.concordat.conformance.schema;

import org.jspecify.annotations.Nullable;

/** A place in a JSON value, made as the value is walked and written out only when asked for. */
public final class InstancePath {
  /** The value as a whole. */
  public static final InstancePath ROOT = new InstancePath(null, "");

  private final @Nullable InstancePath parent;
  private final Object token;

  private InstancePath(@Nullable InstancePath parent, Object token) {
    this.parent = parent;
    this.token = token;
  }

  /** The member of this name. */
  public InstancePath property(String name) {
    return new InstancePath(this, name);
  }

  /** The element at this index, from 0. */
  public InstancePath index(int index) {
    return new InstancePath(this, index);
  }

  /** The JSON pointer (RFC 6901), empty for the whole value. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text);
    return text.toString();
  }

  // As deep as the value, whose depth the JSON parser bounds.
  private void append(StringBuilder text) {
    if (parent != null) {
      parent.append(text);
      text.append('/').append(escape(token.toString()));
    }
  }

  /** A step as a pointer has it. */
  static String escape(String token) {
    return token.indexOf('~') < 0 && token.indexOf('/') < 0
        ? token
        : token.replace("~", "~0").replace("/", "~1");
  }
}
