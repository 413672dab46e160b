package dev.concordat.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer itself: it runs, and it finds what is there to be found. */
final class FuzzingTests {
  private static final List<String> SHORT = List.of("-seed=1", "-runs=20000");

  @TempDir Path folder;

  @Test
  void countsWhatItTried() throws Exception {
    Fuzzing.Result result =
        Fuzzing.run(CodingsTarget.class, List.of("-seed=1", "-runs=200"), folder);
    assertThat(result).isEqualTo(new Fuzzing.Result(200, ""));
    assertThat(folder.resolve("corpus")).isNotEmptyDirectory();
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    Fuzzing.Result result = Fuzzing.run(Broken.class, SHORT, folder);
    assertThat(result.find()).contains("IllegalStateException: a letter nobody expected");
    assertThat(folder)
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("crash-"));
  }

  @Test
  void namesTheTargetsWhereOneIsUnknown() {
    assertThatThrownBy(
            () -> Fuzzing.main(new String[] {"--targets=Nobody", "--runs=1", folder.toString()}))
        .hasMessageStartingWith("there is no target 'Nobody'; there are Recordings, ");
  }

  /** A target with a fault that is behind two conditions. */
  public static final class Broken {
    private Broken() {}

    public static void fuzzerTestOneInput(byte[] input) {
      String text = new String(input, StandardCharsets.UTF_8);
      if (text.length() > 3 && text.indexOf('Q') >= 0) {
        throw new IllegalStateException("a letter nobody expected");
      }
    }
  }
}
