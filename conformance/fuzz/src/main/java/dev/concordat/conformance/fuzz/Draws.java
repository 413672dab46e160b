package dev.concordat.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the fuzzer chose, read off its bytes; when they are used up, the first of everything. */
final class Draws {
  private final byte[] bytes;
  private int at;

  Draws(byte[] bytes) {
    this.bytes = bytes;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xFF : 0;
  }

  /** A whole number from one to another, both included. */
  int number(int from, int to) {
    int count = to - from + 1;
    int chosen = count > 256 ? next() << 8 | next() : next();
    return from + chosen % count;
  }

  boolean yes() {
    return (next() & 1) == 1;
  }

  <T> T one(List<T> of) {
    return of.get(number(0, of.size() - 1));
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[number(0, of.length - 1)];
  }

  /** Any text of no more bytes than this. */
  String text(int most) {
    int length = Math.min(number(0, most), bytes.length - at);
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** All that is left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /** All that is left, as text. */
  String restOfText() {
    return new String(rest(), StandardCharsets.UTF_8);
  }
}
