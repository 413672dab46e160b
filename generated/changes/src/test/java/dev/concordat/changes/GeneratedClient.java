package dev.concordat.changes;

import dev.concordat.client.runtime.ClientBuilder;
import dev.concordat.client.runtime.EventStream;
import dev.concordat.client.runtime.JsonArray;
import dev.concordat.client.runtime.JsonBoolean;
import dev.concordat.client.runtime.JsonNull;
import dev.concordat.client.runtime.JsonNumber;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.RequestOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A client that was generated and compiled, used as its users' code uses it. */
final class GeneratedClient {
  private final ClassLoader loader;
  private final String provider;

  GeneratedClient(ClassLoader loader, String provider) {
    this.loader = loader;
    this.provider = provider;
  }

  Class<?> type(String name) {
    try {
      return loader.loadClass(Clients.PACKAGE + "." + provider + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no class " + name, e);
    }
  }

  private Class<?> client() {
    return type(Character.toUpperCase(provider.charAt(0)) + provider.substring(1) + "Client");
  }

  /** Reads a value of a component. */
  Object read(String component, String json) {
    return call(method(type(component), "fromJson", String.class), null, json);
  }

  /** Whether all ways to call an operation are deprecated. */
  boolean isDeprecated(String operation) {
    List<Method> methods =
        Stream.of(client().getMethods())
            .filter(method -> method.getName().matches(operation + "(Async|Stream|Publisher)?"))
            .toList();
    return !methods.isEmpty()
        && methods.stream().allMatch(method -> method.isAnnotationPresent(Deprecated.class));
  }

  /** What a builder makes of members that are set from texts, as JSON. */
  String build(String component, Map<String, String> members) {
    Object builder = call(method(type(component), "builder"), null);
    members.forEach(
        (name, text) -> call(method(builder.getClass(), name, String.class), builder, text));
    return json(call(method(builder.getClass(), "build"), builder));
  }

  /** What a value's accessor gives. */
  @Nullable Object get(Object value, String accessor) {
    return call(method(value.getClass(), accessor), value);
  }

  /** The type that an accessor gives, as it is written. */
  String returns(String component, String accessor) {
    return shown(method(type(component), accessor).getGenericReturnType());
  }

  private static String shown(Type type) {
    if (type instanceof ParameterizedType generic) {
      List<String> arguments = new ArrayList<>();
      for (Type argument : generic.getActualTypeArguments()) {
        arguments.add(shown(argument));
      }
      return shown(generic.getRawType()) + "<" + String.join(", ", arguments) + ">";
    }
    return ((Class<?>) type).getSimpleName();
  }

  /** A client of a server. */
  AutoCloseable open(String baseUrl, Map<String, String> credentials) {
    ClientBuilder<?> builder = (ClientBuilder<?>) call(method(client(), "builder"), null);
    builder.baseUrl(baseUrl);
    credentials.forEach(
        (name, value) -> {
          String[] values = value.split(" ");
          Class<?>[] types = new Class<?>[values.length];
          java.util.Arrays.fill(types, String.class);
          call(method(builder.getClass(), name, types), builder, (Object[]) values);
        });
    return (AutoCloseable) call(method(builder.getClass(), "build"), builder);
  }

  /**
   * Makes a call.
   *
   * @param body the body, as JSON; null for none
   * @param parameters the parameters, as JSON; null for none
   * @return the answer as JSON; of a stream, of each chunk a line; null where there is none
   */
  @Nullable String call(
      Object client, String operation, @Nullable String body, @Nullable String parameters) {
    Method found = null;
    for (Method method : client.getClass().getInterfaces()[0].getMethods()) {
      int count = method.getParameterCount();
      boolean hasOptions =
          count > 0 && method.getParameterTypes()[count - 1] == RequestOptions.class;
      if (method.getName().equals(operation) && hasOptions) {
        found = found == null || count > found.getParameterCount() ? method : found;
      }
    }
    if (found == null) {
      throw new AssertionError("there is no method " + operation);
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Type type : found.getGenericParameterTypes()) {
      if (type == RequestOptions.class) {
        arguments.add(RequestOptions.none());
      } else if (shown(type).endsWith("Parameters")) {
        arguments.add(value(type, JsonValue.parse(parameters == null ? "{}" : parameters)));
      } else {
        arguments.add(body == null ? null : value(type, JsonValue.parse(body)));
      }
    }
    Object answer = call(found, client, arguments.toArray());
    if (answer instanceof EventStream<?, ?> stream) {
      StringBuilder chunks = new StringBuilder();
      try (stream) {
        stream.forEachRemaining(chunk -> chunks.append(json(chunk)).append('\n'));
      }
      return chunks.toString().strip();
    }
    return answer == null ? null : json(answer);
  }

  // A value as a caller would write it in Java.
  private static @Nullable Object value(Type type, JsonValue json) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (json == JsonNull.NULL) {
      return null;
    } else if (raw == String.class) {
      return ((JsonString) json).text();
    } else if (raw == ByteString.class) {
      return ByteString.encodeUtf8(((JsonString) json).text());
    } else if (raw == Boolean.class) {
      return ((JsonBoolean) json).value();
    } else if (raw == List.class) {
      Type item = ((ParameterizedType) type).getActualTypeArguments()[0];
      List<@Nullable Object> list = new ArrayList<>();
      ((JsonArray) json).items().forEach(one -> list.add(value(item, one)));
      return list;
    } else if (raw == Map.class) {
      Type item = ((ParameterizedType) type).getActualTypeArguments()[1];
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      ((JsonObject) json).members().forEach((name, one) -> map.put(name, value(item, one)));
      return map;
    } else if (JsonValue.class.isAssignableFrom(raw)) {
      return json;
    }
    return call(method(raw, "fromJson", String.class), null, json.toJson());
  }

  /** A value as JSON. */
  static String json(@Nullable Object value) {
    if (value instanceof JsonType type) {
      return type.toJsonValue().toJson();
    } else if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(GeneratedClient::json).toList()) + "]";
    } else if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((name, one) -> members.add(json(name) + ":" + json(one)));
      return "{" + String.join(",", members) + "}";
    } else if (value instanceof String text) {
      return new JsonString(text).toJson();
    } else if (value instanceof ByteString bytes) {
      return new JsonString(bytes.utf8()).toJson();
    } else if (value instanceof JsonNumber number) {
      return number.text();
    }
    return String.valueOf(value);
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("there is no method " + type.getSimpleName() + "." + name, e);
    }
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Whoever calls knows what it gives.
  private static <T> T call(Method method, @Nullable Object target, @Nullable Object... arguments) {
    try {
      method.setAccessible(true);
      return (T) method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(method + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
