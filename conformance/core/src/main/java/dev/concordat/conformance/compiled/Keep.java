package dev.concordat.conformance.compiled;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a value a caller wants to look at, known when the contract is loaded. The rest is
 * read, and not kept.
 */
public final class Keep {
  /** The whole value. */
  public static final Keep ALL = new Keep(true, false);

  private static final Keep MARKED = new Keep(true, true);

  private final boolean all;
  private final boolean marked;
  private final Map<String, Keep> members = new LinkedHashMap<>();

  private Keep(boolean all, boolean marked) {
    this.all = all;
    this.marked = marked;
  }

  /**
   * The parts at these paths and all that is in them. The members of a path are joined by a slash;
   * lists on the way are gone through, so that {@code choices/index} is that of each choice.
   */
  public static Keep paths(Iterable<String> paths) {
    return of(new Keep(false, false), paths, ALL);
  }

  /** The whole value; texts at these paths, which go through lists as above, are marked. */
  public static Keep marking(Iterable<String> paths) {
    return of(new Keep(true, false), paths, MARKED);
  }

  private static Keep of(Keep root, Iterable<String> paths, Keep end) {
    for (String path : paths) {
      Keep at = root;
      String[] names = path.split("/", -1);
      for (int i = 0; i < names.length && at != end; i++) {
        boolean isLast = i == names.length - 1;
        Keep known = at.members.get(names[i]);
        if (known == null || isLast) {
          known = isLast ? end : new Keep(root.all, false);
          at.members.put(names[i], known);
        }
        at = known;
      }
    }
    return root;
  }

  /** What is wanted of a member, or null where nothing is. */
  @Nullable Keep member(String name) {
    Keep known = members.get(name);
    return known == null && all ? ALL : known;
  }

  /** Whether it is told where the text stands that is kept. */
  boolean isMarked() {
    return marked;
  }
}
