package dev.concordat.conformance.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.server.emulator.Emulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

final class EmulatorParameterTests {
  private static final List<Emulator> GIVEN = new ArrayList<>();

  /** Where the last of them listens, which it does not say any more when it is stopped. */
  private static int port;

  @TempDir private Path folder;

  @BeforeEach
  void clear() {
    GIVEN.clear();
  }

  private JupiterRun run(Class<?>... tests) {
    return JupiterRun.of(
        Map.of(ConcordatExtension.REPORT, folder.resolve("report.txt").toString()), tests);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @ExtendWith(ConcordatExtension.class)
  static final class OfMethods {
    @Test
    void first(Emulator emulator) {
      port = emulator.port();
      assertThat(listens(port)).isTrue();
      GIVEN.add(emulator);
    }

    @Test
    void second(Emulator emulator) {
      GIVEN.add(emulator);
    }
  }

  @Test
  void theTestsOfAClassShareAnEmulatorThatIsStoppedBehindThem() {
    JupiterRun run = run(OfMethods.class);

    assertThat(run.passed()).hasSize(2).isEqualTo(run.names());
    assertThat(GIVEN).hasSize(2).containsOnly(GIVEN.get(0));
    assertThat(listens(port)).isFalse();
  }

  @ExtendWith(ConcordatExtension.class)
  static final class OfConstructor {
    private final Emulator emulator;

    OfConstructor(Emulator emulator) {
      this.emulator = emulator;
    }

    @Test
    void first() {
      GIVEN.add(emulator);
    }
  }

  @Test
  void anotherClassHasAnotherEmulator() {
    JupiterRun run = run(OfMethods.class, OfConstructor.class);

    assertThat(run.passed()).hasSize(3);
    assertThat(GIVEN.stream().distinct()).hasSize(2);
  }

  @ExtendWith(ConcordatExtension.class)
  static final class OfAnotherType {
    @Test
    void first(String text) {
      assertThat(text).isNotEmpty();
    }
  }

  @Test
  void parametersOfOtherTypesAreNotItsOwn() {
    assertThat(run(OfAnotherType.class).failure("first(String)"))
        .contains("No ParameterResolver registered");
  }
}
