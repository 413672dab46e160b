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
  public static final Keep ALL = new Keep(true);

  private final boolean all;
  private final Map<String, Keep> members = new LinkedHashMap<>();

  private Keep(boolean all) {
    this.all = all;
  }

  /**
   * The parts at these paths and all that is in them. The members of a path are joined by a slash;
   * lists on the way are gone through, so that {@code choices/index} is that of each choice.
   */
  public static Keep paths(Iterable<String> paths) {
    Keep root = new Keep(false);
    for (String path : paths) {
      Keep at = root;
      String[] names = path.split("/", -1);
      for (int i = 0; i < names.length && !at.all; i++) {
        boolean isLast = i == names.length - 1;
        Keep known = at.members.get(names[i]);
        if (known == null || isLast) {
          known = isLast ? ALL : new Keep(false);
          at.members.put(names[i], known);
        }
        at = known;
      }
    }
    return root;
  }

  /** What is wanted of a member, or null where nothing is. */
  @Nullable Keep member(String name) {
    return all ? this : members.get(name);
  }
}
