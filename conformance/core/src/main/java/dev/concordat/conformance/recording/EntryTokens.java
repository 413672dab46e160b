package dev.concordat.conformance.recording;

import org.jspecify.annotations.Nullable;

/** The JSON of an entry as it is read: it stands at a value, and goes on to the next. */
interface EntryTokens {
  /** What a value is. */
  enum Kind {
    OBJECT,
    LIST,
    TEXT,
    /** A number without a fraction or an exponent. */
    WHOLE,
    NUMBER,
    NULL,
    BOOLEAN
  }

  /** What the value is that it stands at. */
  Kind kind();

  /**
   * Goes to the value of the next member of the object that it stands at, or in; behind its last
   * member the object was read.
   *
   * @return the member's name, or null behind the last
   */
  @Nullable String member();

  /**
   * Goes to the next item of the list that it stands at, or in; behind its last item the list was
   * read.
   *
   * @return whether there is one
   */
  boolean item();

  /** The text that it stands at. */
  String text();

  /** The text that it stands at, which many entries have in common. */
  String word();

  /** The text that it stands at, in UTF-8, a question mark in the place of what UTF-8 has not. */
  byte[] utf8();

  /** The number that it stands at, as it is written. */
  String digits();

  /** The number that it stands at. */
  double number();

  /** Goes behind the value that it stands at. */
  void skip();
}
