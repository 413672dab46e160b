package dev.concordat.client.runtime;

/** JSON's {@code null}, which is not the same as a member that is absent. */
public enum JsonNull implements JsonValue {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
