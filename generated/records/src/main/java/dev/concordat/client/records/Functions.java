package dev.concordat.client.records;

import dev.concordat.client.runtime.AnyToolCall;
import dev.concordat.client.runtime.JsonDecodeException;
import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonString;
import dev.concordat.client.runtime.JsonValue;
import dev.concordat.client.runtime.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Functions that a model may ask to have called. The arguments of each are a record; what it gives
 * is told to the model, a text as it is and anything else that {@link Records#write} knows as JSON.
 * A {@link Description} at the record says what the function does.
 *
 * <p>Immutable, and safe for use by several threads, if the functions are.
 */
public final class Functions implements Tools {
  private record One<T extends Record>(Class<T> arguments, Function<T, ?> function) {
    String call(String json) {
      T given;
      try {
        given = Records.read(arguments, json);
      } catch (JsonDecodeException e) {
        return "Error in the arguments: " + e.getMessage();
      }
      JsonValue result = Records.write(function.apply(given));
      return result instanceof JsonString text ? text.text() : result.toJson();
    }
  }

  private final Map<String, One<?>> all;

  private Functions(Map<String, One<?>> all) {
    this.all = all;
  }

  /**
   * One function.
   *
   * @param name its name, as the model has it
   * @param arguments what it takes
   * @throws IllegalArgumentException if a component of the arguments has no schema
   */
  public static <T extends Record> Functions of(
      String name, Class<T> arguments, Function<T, ?> function) {
    return new Functions(Map.of()).and(name, arguments, function);
  }

  /**
   * These and one more.
   *
   * @throws IllegalArgumentException if there is one of that name, or a component of the arguments
   *     has no schema
   */
  public <T extends Record> Functions and(
      String name, Class<T> arguments, Function<T, ?> function) {
    Map<String, One<?>> more = new LinkedHashMap<>(all);
    RecordType.of(arguments);
    if (more.put(name, new One<>(arguments, function)) != null) {
      throw new IllegalArgumentException("there are two functions " + name);
    }
    return new Functions(more);
  }

  @Override
  public List<JsonObject> descriptions() {
    return all.entrySet().stream().map(Functions::description).toList();
  }

  private static JsonObject description(Map.Entry<String, One<?>> named) {
    Class<? extends Record> arguments = named.getValue().arguments();
    JsonObject.Builder function = JsonObject.builder().put("name", named.getKey());
    String description = RecordType.description(arguments);
    if (description != null) {
      function.put("description", description);
    }
    return JsonObject.builder()
        .put("type", "function")
        .put("function", function.put("parameters", Records.schema(arguments)).build())
        .build();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A function that is not there, and arguments that are not the record, are told to the model.
   */
  @Override
  public String call(AnyToolCall call) {
    One<?> one = all.get(call.name());
    if (one == null) {
      return "Error: there is no function " + call.name() + "; there are " + all.keySet();
    }
    return one.call(call.arguments());
  }
}
