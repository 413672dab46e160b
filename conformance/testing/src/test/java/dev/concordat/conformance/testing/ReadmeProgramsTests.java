package dev.concordat.conformance.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.recipes.CallFunctions;
import dev.concordat.client.recipes.FirstChat;
import dev.concordat.client.recipes.ListModels;
import dev.concordat.client.recipes.ShowImage;
import dev.concordat.client.recipes.StreamedChat;
import dev.concordat.conformance.server.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs of the client's README, as they are, against the emulator. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ReadmeProgramsTests {
  private static Emulator emulator;

  @BeforeAll
  static void start() {
    emulator = Emulator.start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void firstChat() {
    assertThat(run(FirstChat::main, "intern")).isNotBlank();
  }

  @Test
  void streamedChat() {
    assertThat(run(StreamedChat::main, "maas")).endsWith(" (stop)\n").hasSizeGreaterThan(8);
  }

  @Test
  void showImage() {
    assertThat(run(ShowImage::main, "azion")).isNotBlank();
  }

  @Test
  void callFunctions() {
    assertThat(run(CallFunctions::main, "intern")).isNotBlank();
  }

  @Test
  void listModels() {
    assertThat(
            printed(
                () ->
                    ListModels.main(
                        emulator.url("qianfan"), emulator.accessKey(), emulator.secretKey())))
        .isNotBlank();
  }

  private interface Program {
    void run(String... args);
  }

  private static String run(Program program, String provider) {
    return printed(() -> program.run(emulator.url(provider), emulator.token()));
  }

  private static String printed(Runnable program) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try {
      System.setOut(new PrintStream(printed, true, UTF_8));
      program.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
