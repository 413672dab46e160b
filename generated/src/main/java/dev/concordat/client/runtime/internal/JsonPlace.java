package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonDecodeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where in a JSON text a parser is. */
final class JsonPlace {
  // As many as the checker judges.
  private static final int MAX_LEVELS = 500;
  private static final int NOWHERE = -1;

  private final String root;
  private int level;
  // Of each level that is open, the member or item that is being read.
  private @Nullable String[] members = new @Nullable String[12];
  private int[] items = new int[12];

  JsonPlace(String root) {
    this.root = root;
  }

  int level() {
    return level;
  }

  void enter() {
    if (level == MAX_LEVELS) {
      throw error("more than " + MAX_LEVELS + " levels");
    }
    level++;
    if (level == items.length) {
      members = Arrays.copyOf(members, level * 2);
      items = Arrays.copyOf(items, level * 2);
    }
    leaveMember();
  }

  void leave() {
    level--;
  }

  void member(String name) {
    members[level] = name;
  }

  void item(int index) {
    items[level] = index;
  }

  void leaveMember() {
    members[level] = null;
    items[level] = NOWHERE;
  }

  /** The member that is being read. */
  String name() {
    String name = members[level];
    return name == null ? "" : name;
  }

  /** Leaves all levels beyond this one. */
  void backTo(int earlier) {
    level = earlier;
  }

  JsonDecodeException error(String problem) {
    StringBuilder path = new StringBuilder(root);
    for (int i = 1; i <= level; i++) {
      if (members[i] != null) {
        path.append('.').append(members[i]);
      } else if (items[i] != NOWHERE) {
        path.append('[').append(items[i]).append(']');
      }
    }
    return new JsonDecodeException(path.toString(), problem);
  }
}
