package dev.concordat.client.runtime.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of an object's members, in order, to be found in a JSON text and in code. */
final class MemberNames {
  private final List<String> texts;
  private final char[][] chars;
  private final Map<String, Integer> places = new HashMap<>();

  MemberNames(List<String> texts) {
    this.texts = List.copyOf(texts);
    this.chars = new char[texts.size()][];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = texts.get(i).toCharArray();
      places.put(texts.get(i), i);
    }
  }

  int size() {
    return chars.length;
  }

  String text(int place) {
    return texts.get(place);
  }

  char[] chars(int place) {
    return chars[place];
  }

  /** The place of a name; -1 if there is none. */
  int find(String name) {
    Integer place = places.get(name);
    return place == null ? -1 : place;
  }
}
