package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What GraalVM is told of the client is what there is: all that is used by reflection, no more. */
class NativeImageTests {
  private static final Path CLASSES =
      Path.of(System.getProperty("basedir", "."), "target", "classes");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyInterfaceThatRetrofitMakesAnObjectOfIsTold() throws Exception {
    Set<String> interfaces = retrofitInterfaces();
    Set<String> proxies = new TreeSet<>();
    Set<String> reflected = new TreeSet<>();
    for (JsonNode metadata : metadata("reachability-metadata.json")) {
      for (JsonNode entry : metadata.path("reflection")) {
        JsonNode proxy = entry.path("type").path("proxy");
        proxy.forEach(name -> proxies.add(name.asString()));
        if (proxy.isMissingNode() && entry.path("allDeclaredMethods").asBoolean()) {
          reflected.add(entry.path("type").asString());
        }
      }
    }
    assertThat(interfaces).hasSize(4);
    assertThat(proxies).isEqualTo(interfaces);
    assertThat(reflected).isEqualTo(interfaces);
  }

  @Test
  void olderVersionsAreToldTheSame() throws Exception {
    Set<String> proxies = new TreeSet<>();
    for (JsonNode metadata : metadata("proxy-config.json")) {
      metadata.forEach(
          entry -> entry.path("interfaces").forEach(name -> proxies.add(name.asString())));
    }
    Set<String> reflected = new TreeSet<>();
    for (JsonNode metadata : metadata("reflect-config.json")) {
      metadata.forEach(
          entry -> {
            if (entry.path("allDeclaredMethods").asBoolean()) {
              reflected.add(entry.path("name").asString());
            }
          });
    }
    assertThat(proxies).isEqualTo(retrofitInterfaces());
    assertThat(reflected).isEqualTo(retrofitInterfaces());
  }

  @Test
  void resourcesThatAreToldAreThere() throws Exception {
    int told = 0;
    for (JsonNode metadata : metadata("reachability-metadata.json")) {
      for (JsonNode resource : metadata.path("resources")) {
        assertThat(CLASSES.resolve(resource.path("glob").asString())).isRegularFile();
        told++;
      }
    }
    assertThat(told).isEqualTo(1);
  }

  // Those with a method that Retrofit's annotations describe.
  private static Set<String> retrofitInterfaces() throws Exception {
    Set<String> names = new TreeSet<>();
    for (Path file : files(".class")) {
      String name =
          CLASSES.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
      if (!name.startsWith("dev.concordat.client.")) {
        continue;
      }
      Class<?> type =
          Class.forName(
              name.substring(0, name.length() - ".class".length()),
              false,
              NativeImageTests.class.getClassLoader());
      for (Method method : type.isInterface() ? type.getDeclaredMethods() : new Method[0]) {
        if (Stream.of(method.getAnnotations())
            .anyMatch(one -> one.annotationType().getName().startsWith("retrofit2.http."))) {
          names.add(type.getName());
        }
      }
    }
    return names;
  }

  private static List<JsonNode> metadata(String name) throws IOException {
    return files(name).stream()
        .filter(file -> file.startsWith(CLASSES.resolve("META-INF/native-image")))
        .map(file -> JSON.readTree(file.toFile()))
        .toList();
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}
