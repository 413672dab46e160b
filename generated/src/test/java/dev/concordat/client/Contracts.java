package dev.concordat.client;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contracts as the tests see them, with a JSON Schema validator as the judge. */
final class Contracts {
  static final Path SPEC = Path.of(System.getProperty("basedir", "."), "..", "spec").normalize();
  static final List<String> PROVIDERS = providers();

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Map<String, Contracts> ALL = new TreeMap<>();

  private final String provider;
  private final ObjectNode root;
  private final Map<String, Schema> schemas = new TreeMap<>();
  private final Moshi moshi;

  private Contracts(String provider) {
    this.provider = provider;
    try {
      this.root =
          (ObjectNode)
              new YAMLMapper().readTree(Files.readString(SPEC.resolve(provider + "/openapi.yaml")));
      this.moshi =
          new Moshi.Builder()
              .add(
                  (JsonAdapter.Factory)
                      type(capital(provider) + "Adapters").getConstructor().newInstance())
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  // A provider is a folder.
  private static List<String> providers() {
    try (Stream<Path> folders = Files.list(SPEC)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("openapi.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized Contracts of(String provider) {
    return ALL.computeIfAbsent(provider, Contracts::new);
  }

  String provider() {
    return provider;
  }

  JsonNode root() {
    return root;
  }

  List<String> components() {
    return root.path("components").path("schemas").propertyNames().stream().toList();
  }

  JsonNode component(String name) {
    return root.path("components").path("schemas").path(name);
  }

  /** Whether a component has a class; a plain text, say, has none. */
  boolean hasClass(String component) {
    try {
      classOf(component);
      return true;
    } catch (IllegalStateException none) {
      return false;
    }
  }

  Class<?> classOf(String component) {
    String name = component.equals("Error") ? capital(provider) + "Error" : component;
    try {
      return type(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonAdapter<Object> adapter(String component) {
    return moshi.adapter((java.lang.reflect.Type) classOf(component));
  }

  /** What is wrong with an instance of a component; empty if nothing is. */
  synchronized List<String> problems(String component, String json) {
    Schema schema = schemas.computeIfAbsent(component, this::schema);
    return schema.validate(parse(json)).stream().map(Object::toString).toList();
  }

  static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  /** The operation that a request is meant for; null if none is. */
  @Nullable JsonNode operation(String method, String url) {
    JsonNode found = null;
    String path = url.replaceAll("\\?.*", "");
    for (String template : root.path("paths").propertyNames()) {
      if (path.endsWith(template)) {
        JsonNode operation =
            root.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        found = operation.isMissingNode() ? found : operation;
      }
    }
    return found;
  }

  static String referenced(JsonNode schema) {
    String ref = schema.path("$ref").asString();
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  static Stream<Contracts> all() {
    return PROVIDERS.stream().map(Contracts::of);
  }

  private Schema schema(String component) {
    ObjectNode document = JSON.createObjectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("$ref", "#/components/schemas/" + component);
    document.set("components", requireNonNull(root.get("components")));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(
            SchemaLocation.of("https://concordat.dev/" + provider + "/" + component), document);
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("dev.concordat.client." + provider + "." + name);
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
