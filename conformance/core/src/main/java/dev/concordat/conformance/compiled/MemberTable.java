package dev.concordat.conformance.compiled;

import dev.concordat.conformance.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The members of an object by the bytes of their names. */
final class MemberTable {
  private final List<Typed.Members.Member> members;
  private final byte[][] names;
  private final int[] slots;

  MemberTable(List<Typed.Members.Member> members) {
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

  Typed.Members.Member member(int index) {
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
