package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  private static final Path JARS = Path.of("target", "jars");

  @Test
  void theClientWorksWithWhatItsPomBrings() throws IOException {
    try (LocalProvider provider = new LocalProvider()) {
      assertEquals("hello", new Application(provider.url()).ask("hi"));
    }
  }

  @Test
  void thereAreAtMostEightJarsOfFourMegabytes() throws IOException {
    List<Path> jars = jars();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    System.out.println(jars.size() + " jars, " + bytes + " bytes: " + jars);

    assertTrue(!jars.isEmpty() && jars.size() <= 8, jars.toString());
    assertTrue(bytes <= 4_000_000, bytes + " bytes");
  }

  @Test
  void noneOfThemIsAnotherJsonLibrary() throws IOException {
    for (Path jar : jars()) {
      String name = jar.getFileName().toString();
      assertTrue(!name.contains("jackson") && !name.contains("gson"), name);
      assertTrue(!name.contains("kotlin-reflect"), name);
    }
  }

  private static List<Path> jars() throws IOException {
    try (var files = Files.list(JARS)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
