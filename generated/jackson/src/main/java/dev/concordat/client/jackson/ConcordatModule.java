package dev.concordat.client.jackson;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import dev.concordat.client.runtime.JsonType;
import dev.concordat.client.runtime.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Lets Jackson 2 read and write the types of all clients, so that a controller of Spring may take
 * and return them: each is the JSON that it is to the client, unknown members and the texts of
 * numbers included. JSON that a type does not stand for is Jackson's mismatched input.
 *
 * <p>To be registered with a mapper, {@code mapper.registerModule(new ConcordatModule())}, or to be
 * a bean of Spring Boot, which does that by itself. {@code findAndRegisterModules()} finds it.
 */
public final class ConcordatModule extends Module {

  @Override
  public String getModuleName() {
    return "concordat";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext context) {
    SimpleSerializers serializers = new SimpleSerializers();
    serializers.addSerializer(JsonType.class, new TypeSerializer<>(JsonType.class));
    serializers.addSerializer(JsonValue.class, new TypeSerializer<>(JsonValue.class));
    context.addSerializers(serializers);
    context.addDeserializers(new Types());
  }

  private static final class Types extends Deserializers.Base {
    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription description) {
      return TypeDeserializer.of(type.getRawClass());
    }

    @Override
    public @Nullable JsonDeserializer<?> findEnumDeserializer(
        Class<?> type, DeserializationConfig config, BeanDescription description) {
      return TypeDeserializer.of(type);
    }
  }
}
