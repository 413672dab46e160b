package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.schema.SchemaNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object. */
final class Members extends Typed {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int[] NONE = {};

  private final int[] told;
  private final SchemaNode schema;
  private final Table table;
  private final @Nullable Member other;
  private final long[] required;
  private final int minMembers;
  private final int maxMembers;
  private final List<Held> conditions;

  /**
   * A member.
   *
   * @param shape how its value is read, or null where no schema describes it and any may be
   * @param told what it exercises by being there
   * @param isAsked whether a condition asks what its value is
   */
  @SuppressWarnings("ArrayRecordComponent") // Never changed, and never compared.
  record Member(
      String name, @Nullable Shape shape, int[] told, boolean isAsked, boolean isRefused) {}

  /**
   * A condition on an object as a whole.
   *
   * @param member the index of the member with which it has to hold, or -1 where it has to in any
   *     case
   * @param condition null where it is not compiled, so that an object is refused for which it has
   *     to hold
   */
  record Held(int member, @Nullable Condition condition) {}

  /** The members of an object by the bytes of their names. */
  static final class Table {
    private final List<Member> members;
    private final byte[][] names;
    private final int[] slots;

    Table(List<Member> members) {
      this.members = List.copyOf(members);
      this.names = new byte[members.size()][];
      this.slots = new int[Integer.highestOneBit(Math.max(4, 4 * members.size()))];
      Arrays.fill(slots, -1);
      for (int i = 0; i < names.length; i++) {
        names[i] = members.get(i).name().getBytes(StandardCharsets.UTF_8);
        int slot = slot(JsonScanner.hashOf(names[i]));
        while (slots[slot] >= 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = i;
      }
    }

    private int slot(int hash) {
      return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    int size() {
      return names.length;
    }

    Member member(int index) {
      return members.get(index);
    }

    /** The index of the member that the scanner's last name is, or -1 where it is none. */
    int find(JsonScanner scanner) {
      int slot = slot(scanner.hash());
      for (int i = slots[slot]; i >= 0; i = slots[slot]) {
        if (scanner.is(names[i])) {
          return i;
        }
        slot = (slot + 1) & (slots.length - 1);
      }
      return -1;
    }
  }

  /**
   * An object.
   *
   * @param schema what allows members of any kind where none describes them
   * @param other how members are read that the table does not have, or null where there may be none
   */
  Members(
      int[] told,
      SchemaNode schema,
      Table table,
      @Nullable Member other,
      long[] required,
      int minMembers,
      int maxMembers,
      List<Held> conditions) {
    this.told = told;
    this.schema = schema;
    this.table = table;
    this.other = other;
    this.required = required;
    this.minMembers = minMembers;
    this.maxMembers = maxMembers;
    this.conditions = List.copyOf(conditions);
  }

  @Override
  @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
    in.tell(told);
    in.deeper();
    JsonScanner scanner = in.scanner();
    ObjectNode kept = keep == null ? null : NODES.objectNode();
    long[] seen = new long[required.length];
    // Of each member where its value begins, where that is asked for; 0 where it was not met.
    int[] starts = conditions.isEmpty() ? NONE : new int[table.size()];
    Reading.Names others = null;
    int count = 0;
    scanner.take('{');
    if (!scanner.takes('}')) {
      do {
        count++;
        scanner.name();
        int index = table.find(scanner);
        Member member;
        if (index >= 0) {
          member = table.member(index);
          once(seen, index);
          if (starts != NONE) {
            starts[index] = scanner.at();
          }
        } else {
          others = others == null ? new Reading.Names(scanner) : others;
          others.add();
          member = other;
        }
        member(in, member, keep, kept);
      } while (scanner.takes(','));
      scanner.take('}');
    }
    complete(seen, count);
    if (starts != NONE) {
      hold(starts, scanner);
    }
    in.higher();
    return kept;
  }

  private static void once(long[] seen, int index) {
    long bit = 1L << index;
    if ((seen[index >> 6] & bit) != 0) {
      throw new Refused();
    }
    seen[index >> 6] |= bit;
  }

  private void member(
      Reading in, @Nullable Member member, @Nullable Keep keep, @Nullable ObjectNode kept) {
    if (member == null || member.isRefused()) {
      throw new Refused();
    }
    in.tell(member.told());
    String name = member.name();
    if (keep != null && name.isEmpty()) {
      name = in.scanner().raw();
    }
    Keep wanted = keep == null ? null : keep.member(name);
    if (wanted != null && wanted.isMarked() && member.isAsked()) {
      wanted = Keep.ALL;
    }
    JsonNode value =
        member.shape() == null ? in.free(schema, wanted) : in.value(member.shape(), wanted);
    if (kept != null && value != null) {
      kept.set(name, value);
    }
  }

  private void complete(long[] seen, int count) {
    for (int i = 0; i < required.length; i++) {
      if ((seen[i] & required[i]) != required[i]) {
        throw new Refused();
      }
    }
    if (count < minMembers || count > maxMembers) {
      throw new Refused();
    }
  }

  private void hold(int[] starts, JsonScanner scanner) {
    int end = scanner.at();
    for (Held held : conditions) {
      if (held.member() < 0 || starts[held.member()] > 0) {
        Condition condition = held.condition();
        if (condition == null || !condition.holds(new ScannedFacts(scanner, starts))) {
          throw new Refused();
        }
      }
    }
    scanner.back(end);
  }

  /** An object whose schema depends on the text of one of its members. */
  static final class ByMember extends Typed {
    private final byte[] name;
    private final Map<String, Typed> byValue;

    ByMember(byte[] name, Map<String, Typed> byValue) {
      this.name = name;
      this.byValue = Map.copyOf(byValue);
    }

    // The member is looked for, then all is read again from the start: most often it comes first.
    @Override
    @Nullable JsonNode read(Reading in, @Nullable Keep keep) {
      JsonScanner scanner = in.scanner();
      int start = scanner.at();
      Typed meant = byValue.get(find(scanner));
      if (meant == null) {
        throw new Refused();
      }
      scanner.back(start);
      return meant.read(in, keep);
    }

    private String find(JsonScanner scanner) {
      scanner.take('{');
      do {
        scanner.name();
        if (scanner.is(name)) {
          scanner.text();
          return scanner.string();
        }
        scanner.skip();
      } while (scanner.takes(','));
      throw new Refused();
    }
  }
}
