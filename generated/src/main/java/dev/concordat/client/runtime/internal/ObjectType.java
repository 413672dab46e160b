package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a contract says of an object: its members, in order. Known once, it reads, writes, builds,
 * compares and describes the values of a generated class, whose own code is what users call.
 */
public final class ObjectType<T extends ObjectValue> extends CodecAdapter<T> {
  private final String name;
  private final Function<ObjectBuilder, T> make;
  private final Consumer<Members> describing;
  private volatile @Nullable Described described;

  /**
   * A type.
   *
   * @param name its name in texts
   * @param make makes a value of what was built
   * @param describing tells the members, in order. Asked for once, and late: types name each other
   */
  public ObjectType(String name, Function<ObjectBuilder, T> make, Consumer<Members> describing) {
    this.name = name;
    this.make = make;
    this.describing = describing;
  }

  private enum Presence {
    REQUIRED,
    REQUIRED_OR_NULL,
    OPTIONAL
  }

  /**
   * A member.
   *
   * @param name its name in JSON
   * @param given its only value, which builders start from; null if there is none
   * @param implied what is set with it; null if nothing is
   */
  record Member(
      String name,
      Codec<Object> codec,
      Presence presence,
      boolean secret,
      @Nullable Object given,
      @Nullable Implied implied) {

    boolean isRequired() {
      return presence != Presence.OPTIONAL;
    }
  }

  /** The value of another member, where that has none of its own. */
  record Implied(int place, Object value) {}

  /** Takes the members of a type, one after the other. */
  public static final class Members {
    private final List<Member> all = new ArrayList<>();

    private Members() {}

    /** One that has to be there and has to have a value. */
    public Members required(String name, Codec<?> codec) {
      return add(name, codec, Presence.REQUIRED);
    }

    /** One that has to be there and may be null. */
    public Members requiredOrNull(String name, Codec<?> codec) {
      return add(name, codec, Presence.REQUIRED_OR_NULL);
    }

    /**
     * One that may be absent. A null is taken even where the contract has none: servers are known
     * to write every field that they have, and nothing is lost by it.
     */
    public Members optional(String name, Codec<?> codec) {
      return add(name, codec, Presence.OPTIONAL);
    }

    /** A text that has to be there and has one value only. */
    public Members fixed(String name, String value) {
      return required(name, Codecs.TEXT).given(value);
    }

    /** The latest one has this value only. */
    public Members given(Object value) {
      Member last = last();
      return add(last.name, last.codec, last.presence, last.secret, value, last.implied);
    }

    /** The latest one is a secret, which is masked in texts. */
    public Members secret() {
      Member last = last();
      return add(last.name, last.codec, last.presence, true, last.given, last.implied);
    }

    /** Whoever sets the latest one means this value of the member at that place. */
    public Members implies(int place, Object value) {
      Member last = last();
      Implied implied = new Implied(place, value);
      return add(last.name, last.codec, last.presence, last.secret, last.given, implied);
    }

    private Member last() {
      return all.remove(all.size() - 1);
    }

    @SuppressWarnings("unchecked") // What it writes, it has read, or the builder's method took.
    private Members add(String name, Codec<?> codec, Presence presence) {
      return add(name, (Codec<Object>) codec, presence, false, null, null);
    }

    private Members add(
        String name,
        Codec<Object> codec,
        Presence presence,
        boolean secret,
        @Nullable Object given,
        @Nullable Implied implied) {
      all.add(new Member(name, codec, presence, secret, given, implied));
      return this;
    }
  }

  private record Described(List<Member> members, MemberNames names) {}

  private Described described() {
    Described known = described;
    if (known == null) {
      Members given = new Members();
      describing.accept(given);
      List<Member> all = List.copyOf(given.all);
      known = new Described(all, new MemberNames(all.stream().map(Member::name).toList()));
      described = known;
    }
    return known;
  }

  List<Member> members() {
    return described().members();
  }

  MemberNames names() {
    return described().names();
  }

  String name() {
    return name;
  }

  @Override
  public T read(JsonParser json) {
    List<Member> all = members();
    MemberNames known = names();
    @Nullable Object[] values = new @Nullable Object[all.size()];
    JsonObject.Builder others = null;
    int next = 0;
    for (boolean more = json.open('}', "an object"); more; more = json.more('}')) {
      int place = json.member(known, next);
      if (place < 0) {
        others = others == null ? JsonObject.builder() : others;
        keep(json, others);
        continue;
      }
      boolean twice = values[place] != null;
      Member member = all.get(place);
      boolean isNull = member.presence() != Presence.REQUIRED && json.skipNull();
      values[place] = isNull ? ObjectValue.NULL : member.codec().read(json);
      if (twice) {
        throw json.twice();
      }
      next = place + 1;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && all.get(i).isRequired()) {
        throw json.error("the required member \"" + all.get(i).name() + "\" is missing");
      }
    }
    JsonObject rest = others == null ? JsonObject.of() : others.build();
    return make.apply(new ObjectBuilder(this, values, rest));
  }

  private static void keep(JsonParser json, JsonObject.Builder others) {
    String name = json.lastName();
    boolean twice = others.has(name);
    others.put(name, json.value());
    if (twice) {
      throw json.twice();
    }
  }

  @Override
  public JsonValue write(T value) {
    return json(value);
  }

  /** The JSON of a value; a null is left out unless it was given or read as null. */
  JsonObject json(ObjectValue value) {
    JsonObject.Builder json = JsonObject.builder();
    List<Member> all = members();
    for (int i = 0; i < all.size(); i++) {
      Member member = all.get(i);
      Object one = value.values[i];
      if (one == ObjectValue.NULL) {
        json.put(member.name(), JsonNull.NULL);
      } else if (one != null) {
        json.put(member.name(), member.codec().write(one));
      }
    }
    value
        .others()
        .members()
        .forEach(
            (name, other) -> {
              if (!json.has(name)) {
                json.put(name, other);
              }
            });
    return json.build();
  }

  /** The described members, secrets masked, and the names of all others. */
  String description(ObjectValue value) {
    Description text = new Description(name);
    List<Member> all = members();
    List<String> nulls = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Member member = all.get(i);
      Object one = value.values[i];
      if (one == ObjectValue.NULL) {
        nulls.add(member.name());
      } else if (member.secret()) {
        text.secret(member.name(), one);
      } else {
        text.add(member.name(), one);
      }
    }
    nulls.stream().sorted().forEach(name -> text.add(name, "null"));
    return text.others(value.others());
  }
}
