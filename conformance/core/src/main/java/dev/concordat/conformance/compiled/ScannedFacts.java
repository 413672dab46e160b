package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.JsonScanner;

/** The members that a scanner met in an object, and where their values begin. */
final class ScannedFacts implements Condition.Facts, Condition.Look {
  private final JsonScanner scanner;
  private final int[] starts;
  private int looked;

  /**
   * The members of an object.
   *
   * @param starts where the value of each begins, by the index of the member; 0 where it is not
   *     there
   */
  ScannedFacts(JsonScanner scanner, int[] starts) {
    this.scanner = scanner;
    this.starts = starts;
  }

  // No value begins at the first byte, as an object does.
  @Override
  public boolean has(int index) {
    return starts[index] > 0;
  }

  @Override
  public Condition.Look at(int index) {
    looked = starts[index];
    return this;
  }

  @Override
  public char kind() {
    scanner.back(looked);
    return (char) scanner.peek();
  }

  @Override
  public boolean is(String text) {
    if (kind() != '"') {
      return false;
    }
    scanner.text();
    return scanner.string().equals(text);
  }

  @Override
  public boolean isEmpty() {
    char kind = kind();
    if (kind == '"') {
      scanner.text();
      return scanner.length() == 0;
    }
    if (kind != '{' && kind != '[') {
      return false;
    }
    scanner.take(kind);
    return scanner.takes(kind == '{' ? '}' : ']');
  }
}
