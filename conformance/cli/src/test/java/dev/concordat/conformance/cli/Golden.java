package dev.concordat.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Output that is held against a file of the same package. With {@code
 * -Dconcordat.golden=src/test/resources} the file is written instead.
 */
final class Golden {
  private Golden() {}

  static void assertIs(String name, String output) throws IOException {
    String resources = System.getProperty("concordat.golden");
    if (resources != null) {
      Path folder = Path.of(resources, "dev/concordat/conformance/cli");
      Files.writeString(folder.resolve(name), output);
      return;
    }
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      assertThat(output).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
