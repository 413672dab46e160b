package dev.concordat.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that callers may use of the runtime is taken away: what there was is pinned in a file,
 * which grows. {@code -Dapi.update=true} takes what was added over, and takes nothing out. Of what
 * is generated, the same is held by the tests of changes.
 */
class RuntimeApiTests {
  private static final Path PINNED = Path.of("src/test/api/runtime.txt");
  private static final Path CLASSES = Path.of("target/classes/dev/concordat/client/runtime");

  @Test
  void whatCallersMayUseIsThereAsItWas() throws IOException {
    Set<String> pinned = new TreeSet<>(Files.readAllLines(PINNED));
    Set<String> there = api();
    if (Boolean.getBoolean("api.update")) {
      pinned.addAll(there);
      Files.write(PINNED, pinned);
    }

    assertThat(there).as("what was taken away breaks callers").containsAll(pinned);
    assertThat(pinned).as("what was added is pinned by -Dapi.update=true").containsAll(there);
  }

  private static Set<String> api() throws IOException {
    Set<String> api = new TreeSet<>();
    try (Stream<Path> files = Files.list(CLASSES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        if (!name.equals("package-info")) {
          add(type(name), api);
        }
      }
    }
    return api;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("dev.concordat.client.runtime." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void add(Class<?> type, Set<String> api) {
    if (!isSeen(type)) {
      return;
    }
    String name = name(type);
    boolean isFinal = Modifier.isFinal(type.getModifiers()) || type.isSealed();
    api.add(name + (isFinal ? ", not to be extended" : ""));
    for (Class<?> parent = type.getSuperclass();
        parent != null && parent != Object.class;
        parent = parent.getSuperclass()) {
      api.add(name + " is a " + name(parent));
    }
    for (Class<?> parent : type.getInterfaces()) {
      api.add(name + " is a " + name(parent));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isSeen(constructor.getModifiers())) {
        api.add(name + " new" + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isSeen(method.getModifiers()) && !method.isSynthetic()) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        boolean isAbstract = Modifier.isAbstract(method.getModifiers());
        api.add(
            name
                + (isStatic ? " static " : isAbstract ? " abstract " : " ")
                + name(method.getReturnType())
                + " "
                + method.getName()
                + parameters(method));
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isSeen(field.getModifiers()) && !field.isSynthetic()) {
        api.add(name + " " + name(field.getType()) + " " + field.getName());
      }
    }
  }

  private static boolean isSeen(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isSeen(type.getModifiers()) && (outer == null || isSeen(outer));
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String parameters(Executable executable) {
    return Stream.of(executable.getParameterTypes())
        .map(RuntimeApiTests::name)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String name(Class<?> type) {
    String name = type.getTypeName();
    return name.substring(name.startsWith("java.lang.") ? 10 : 0)
        .replace("dev.concordat.client.runtime.", "");
  }
}
