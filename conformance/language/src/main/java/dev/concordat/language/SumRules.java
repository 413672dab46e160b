package dev.concordat.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract says of the places in a choice as chunks add up to it, compiled once: the rules
 * of one place, and those of the members in it.
 */
public final class SumRules {
  private final @Nullable SumRules above;
  private final String name;
  private final Map<String, SumRules> members = new HashMap<>();
  private boolean appended;
  private boolean latest;
  private boolean ignored;
  private boolean finish;
  private boolean number;
  private @Nullable String key;

  private SumRules(@Nullable SumRules above, String name) {
    this.above = above;
    this.name = name;
  }

  /**
   * The rules of a choice as a whole.
   *
   * @param key the member that tells choices apart
   * @param finish the member of a choice that ends it, or null where nothing does
   */
  static SumRules of(
      List<String> append,
      List<String> latest,
      List<String> ignore,
      Map<String, String> join,
      String key,
      @Nullable String finish) {
    SumRules choice = new SumRules(null, "");
    append.forEach(path -> choice.at(path).appended = true);
    latest.forEach(path -> choice.at(path).latest = true);
    ignore.forEach(path -> choice.at(path).ignored = true);
    join.forEach((path, member) -> choice.at(path).key = member);
    choice.at(key).number = true;
    if (finish != null) {
      choice.at(finish).finish = true;
    }
    return choice;
  }

  private SumRules at(String path) {
    SumRules at = this;
    for (String member : path.split("/", -1)) {
      SumRules around = at;
      at = at.members.computeIfAbsent(member, absent -> new SumRules(around, absent));
    }
    return at;
  }

  /** The rules of a member; where none are said of it, those that hold for any. */
  public SumRules member(String member) {
    SumRules known = members.get(member);
    return known == null ? new SumRules(this, member) : known;
  }

  /** The names on the way from a choice, with slashes between them. */
  public String path() {
    return above == null || above.above == null ? name : above.path() + "/" + name;
  }

  /** Whether texts and lists are joined. */
  public boolean isAppended() {
    return appended;
  }

  /** Whether the last value counts. */
  public boolean isLatest() {
    return latest;
  }

  /** Whether it is no part of the whole. */
  public boolean isIgnored() {
    return ignored;
  }

  /** Whether it ends a choice. */
  public boolean isFinish() {
    return finish;
  }

  /** Whether it tells choices apart. */
  public boolean isNumber() {
    return number;
  }

  /** The member that tells the elements of a list apart, or null where they are not joined. */
  public @Nullable String key() {
    return key;
  }
}
