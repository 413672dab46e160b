package dev.concordat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the generator writes for a few telling components, beside what it is known to write. {@code
 * -Dgolden.update=true} takes the new output over; a review of the difference is the point.
 */
class GoldenTests {
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));
  private static final Path GOLDEN = BASE.resolve("src/test/golden");
  private static final Path GENERATED = BASE.resolve("target/generated-sources/clients");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "intern/Message.java", // a union that a tag tells apart
        "intern/MessageAdapter.java",
        "intern/MessageContent.java", // a text or a list
        "intern/MessageContentAdapter.java",
        "intern/FinishReason.java", // an open enum
        "maas/AnswerMessage.java", // null, required and not
        "maas/Prompts.java", // a list with a name
        "maas/Logprobs.java", // lists that may be null
        "maas/CompletionLogprobs.java", // maps and nulls inside of lists
        "azion/AssistantMessage.java", // a union of one branch inside of another
        "qianfan/LogId.java", // a text or a number
        "qianfan/QianfanClient.java",
        "intern/InternApi.java"
      })
  void theOutputIsWhatItWas(String file) throws IOException {
    Path golden = GOLDEN.resolve(file + ".txt");
    String output =
        Files.readString(GENERATED.resolve("src/main/java/dev/concordat/client/" + file));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, output);
    }

    assertThat(output)
        .as("%s; -Dgolden.update=true takes it over", file)
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void generatedSourcesAreNowhereButInTarget() throws IOException {
    try (var files = Files.walk(BASE.resolve("src/main/java/dev/concordat/client"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("ChatCompletion.java", "InternClient.java");
    }
  }
}
