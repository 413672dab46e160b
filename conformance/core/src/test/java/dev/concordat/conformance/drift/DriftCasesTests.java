package dev.concordat.conformance.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what is collected of each recording in {@code cases} against the file {@code
 * NAME.expected}. A new case is a new recording; {@code -Dconcordat.golden=src/test/resources}
 * writes what is expected of all of them.
 */
class DriftCasesTests {
  static List<String> names() throws IOException {
    return DriftCases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void recordingShowsWhatIsExpected(String name) throws Exception {
    List<String> lines = DriftCases.lines(DriftCases.drifts(name));

    String resources = System.getProperty("concordat.golden");
    if (resources != null) {
      Path cases = Path.of(resources, "dev/concordat/conformance/drift/cases");
      Files.write(cases.resolve(name + ".expected"), lines);
    } else {
      Path expected = DriftCases.folder().resolve(name + ".expected");
      assertThat(lines).isEqualTo(Files.readAllLines(expected));
    }
  }
}
