package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  private static final Path JARS = Path.of("target", "jars");

  @Test
  void theClientWorksWithWhatItsPomBrings() throws IOException {
    byte[] answer =
        ("{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"}}]}")
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/chat/completions",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals("hello", new Application(url).ask("hi"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void thereAreAtMostThirteenJarsOfFourMegabytes() throws IOException {
    List<Path> jars = jars();
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    System.out.println(jars.size() + " jars, " + bytes + " bytes: " + jars);

    assertTrue(!jars.isEmpty() && jars.size() <= 13, jars.toString());
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
