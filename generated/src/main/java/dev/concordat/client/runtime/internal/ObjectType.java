package dev.concordat.client.runtime.internal;

import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private volatile @Nullable List<Member> members;

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
   * @param fixed its only value, which builders set by themselves; null if there is none
   */
  record Member(
      String name, Codec<Object> codec, Presence presence, boolean secret, @Nullable String fixed) {

    boolean isRequired() {
      return presence != Presence.OPTIONAL;
    }
  }

  /** Takes the members of a type, one after the other. */
  public static final class Members {
    private final List<Member> all = new ArrayList<>();

    private Members() {}

    /** One that has to be there and has to have a value. */
    public Members required(String name, Codec<?> codec) {
      return add(name, codec, Presence.REQUIRED, false, null);
    }

    /** One that has to be there and may be null. */
    public Members requiredOrNull(String name, Codec<?> codec) {
      return add(name, codec, Presence.REQUIRED_OR_NULL, false, null);
    }

    /**
     * One that may be absent. A null is taken even where the contract has none: servers are known
     * to write every field that they have, and nothing is lost by it.
     */
    public Members optional(String name, Codec<?> codec) {
      return add(name, codec, Presence.OPTIONAL, false, null);
    }

    /** One that has to be there and has one value only. */
    public Members fixed(String name, String value) {
      return add(name, Codecs.TEXT, Presence.REQUIRED, false, value);
    }

    /** The latest one is a secret, which is masked in texts. */
    public Members secret() {
      Member last = all.remove(all.size() - 1);
      return add(last.name(), last.codec(), last.presence(), true, last.fixed());
    }

    @SuppressWarnings("unchecked") // What it writes, it has read, or the builder's method took.
    private Members add(
        String name, Codec<?> codec, Presence presence, boolean secret, @Nullable String fixed) {
      all.add(new Member(name, (Codec<Object>) codec, presence, secret, fixed));
      return this;
    }
  }

  List<Member> members() {
    List<Member> known = members;
    if (known == null) {
      Members described = new Members();
      describing.accept(described);
      known = List.copyOf(described.all);
      members = known;
    }
    return known;
  }

  String name() {
    return name;
  }

  @Override
  public T read(JsonValue json, JsonPath path) {
    if (!(json instanceof JsonObject object)) {
      throw Codecs.mismatch(json, "an object", path);
    }
    List<Member> all = members();
    @Nullable Object[] values = new @Nullable Object[all.size()];
    Set<String> nulls = new LinkedHashSet<>();
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      Member member = all.get(i);
      JsonValue value = object.get(member.name());
      if (value == null) {
        if (member.isRequired()) {
          throw path.error("the required member \"" + member.name() + "\" is missing");
        }
        continue;
      }
      found++;
      if (value == JsonNull.NULL && member.presence() != Presence.REQUIRED) {
        nulls.add(member.name());
      } else {
        values[i] = member.codec().read(value, path.member(member.name()));
      }
    }
    JsonObject others =
        found == object.members().size() ? JsonObject.of() : others(object.members(), all);
    boolean more = !nulls.isEmpty() || !others.members().isEmpty();
    Rest rest = more ? new Rest(others, Set.copyOf(nulls)) : Rest.NOTHING;
    return make.apply(new ObjectBuilder(this, values, rest));
  }

  private static JsonObject others(Map<String, JsonValue> given, List<Member> known) {
    Map<String, JsonValue> others = new LinkedHashMap<>(given);
    known.forEach(member -> others.remove(member.name()));
    return JsonObject.of(others);
  }

  @Override
  public JsonValue write(T value) {
    return json(value);
  }

  /** The JSON of a value; a null is left out unless it was given or read as null. */
  JsonObject json(ObjectValue value) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    List<Member> all = members();
    for (int i = 0; i < all.size(); i++) {
      Member member = all.get(i);
      Object one = value.values[i];
      if (one != null) {
        json.put(member.name(), member.codec().write(one));
      } else if (value.rest.nulls().contains(member.name())) {
        json.put(member.name(), JsonNull.NULL);
      }
    }
    value.rest.others().members().forEach(json::putIfAbsent);
    return JsonObject.of(json);
  }

  /** The described members, secrets masked, and the names of all others. */
  String description(ObjectValue value) {
    Description text = new Description(name);
    List<Member> all = members();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).secret()) {
        text.secret(all.get(i).name(), value.values[i]);
      } else {
        text.add(all.get(i).name(), value.values[i]);
      }
    }
    return text.rest(value.rest);
  }
}
