package dev.concordat.conformance.schema;

/**
 * A text of which so many characters may be looked at and no more, so that a regular expression
 * cannot run on it for ever.
 */
public final class BoundedText implements CharSequence {
  private final CharSequence text;
  private final int most;
  private final int[] left;

  /**
   * A text.
   *
   * @param most how many looks are allowed; the next one fails with an {@link
   *     IllegalStateException}
   */
  public BoundedText(CharSequence text, int most) {
    this(text, most, new int[] {most});
  }

  private BoundedText(CharSequence text, int most, int[] left) {
    this.text = text;
    this.most = most;
    this.left = left;
  }

  /** How many characters were looked at. */
  int looks() {
    return most - left[0];
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left[0] < 0) {
      throw new IllegalStateException("a pattern looked at too many characters");
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), most, left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
