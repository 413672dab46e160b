package dev.concordat.client.records;

import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record: what is known of its components, once. */
final class RecordType implements ValueType {
  // Threads may ask at once; each gets the same.
  private static final ClassValue<RecordType> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type, List.of());
        }
      };

  private enum Presence {
    REQUIRED,
    NULLABLE,
    OPTIONAL
  }

  private record Component(
      String name, ValueType type, Presence presence, @Nullable String description) {}

  private final Class<?> type;
  private final Constructor<?> constructor;
  private final List<Component> components = new ArrayList<>();

  static RecordType of(Class<?> type) {
    return KNOWN.get(type);
  }

  static RecordType of(Class<?> type, List<Class<?>> around) {
    return new RecordType(type, around);
  }

  private RecordType(Class<?> type, List<Class<?>> around) {
    this.type = type;
    if (around.contains(type)) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " is a part of itself, which a model is not told of");
    }
    List<Class<?>> within = Stream.concat(around.stream(), Stream.of(type)).toList();
    RecordComponent[] all = type.getRecordComponents();
    for (RecordComponent one : all) {
      Type given = one.getGenericType();
      Presence presence = isNullable(one) ? Presence.NULLABLE : Presence.REQUIRED;
      if (given instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
        given = generic.getActualTypeArguments()[0];
        presence = Presence.OPTIONAL;
      }
      String where = type.getSimpleName() + "." + one.getName();
      ValueType value = ValueType.of(given, where, within);
      components.add(new Component(one.getName(), value, presence, description(one)));
    }
    try {
      Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
      this.constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(type + " cannot be made by reflection: " + e, e);
    }
  }

  // Whatever annotation of that name, be it of the component or of its type.
  private static boolean isNullable(RecordComponent component) {
    return Stream.of(
            component.getAnnotations(),
            component.getAnnotatedType().getAnnotations(),
            component.getAccessor().getAnnotations())
        .flatMap(Stream::of)
        .map(Annotation::annotationType)
        .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
  }

  static @Nullable String description(AnnotatedElement element) {
    Description description = element.getAnnotation(Description.class);
    return description == null ? null : description.value();
  }

  @Override
  public JsonObject schema() {
    JsonObject.Builder schema = JsonObject.builder().put("type", "object");
    describe(schema, description(type));
    JsonObject.Builder properties = JsonObject.builder();
    List<JsonValue> required = new ArrayList<>();
    for (Component component : components) {
      JsonObject.Builder property = JsonObject.builder();
      component.type().schema().members().forEach(property::put);
      describe(property, component.description());
      properties.put(component.name(), property.build());
      if (component.presence() == Presence.REQUIRED) {
        required.add(new JsonString(component.name()));
      }
    }
    return schema
        .put("properties", properties.build())
        .put("required", new JsonArray(required))
        .put("additionalProperties", false)
        .build();
  }

  private static void describe(JsonObject.Builder schema, @Nullable String description) {
    if (description != null) {
      schema.put("description", description);
    }
  }

  @Override
  public Object read(JsonValue json, String path) {
    if (!(json instanceof JsonObject object)) {
      throw new JsonDecodeException(path, "expected an object, found " + ValueType.shown(json));
    }
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Component component = components.get(i);
      JsonValue member = object.get(component.name());
      if (member == null && component.presence() == Presence.REQUIRED) {
        throw new JsonDecodeException(
            path, "the required member \"" + component.name() + "\" is missing");
      }
      boolean absent = component.presence() != Presence.REQUIRED && ValueType.isAbsent(member);
      Object value =
          absent || member == null
              ? null
              : component.type().read(member, path + "." + component.name());
      values[i] = component.presence() == Presence.OPTIONAL ? Optional.ofNullable(value) : value;
    }
    return make(values);
  }

  private Object make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalArgumentException(type + " cannot be made: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " cannot be made by reflection: " + e, e);
    }
  }
}
