package dev.concordat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.runtime.JsonType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Callers' code that was compiled against the client of a release runs on that of this build, if
 * the build names a release: {@code -Dreleased.version=1.0.0}. So japicmp says of all that such
 * code may use; its report is {@code target/japicmp/released.md}.
 */
class ReleasedClientTests {
  private static final Path REPORT = Path.of("target/japicmp/released.md");

  @Test
  @EnabledIfSystemProperty(
      named = "released.client",
      matches = ".+",
      disabledReason = "no release is named by -Dreleased.version")
  void whatWasCompiledAgainstTheReleaseRunsOnThisOne() throws Exception {
    Path released = Path.of(System.getProperty("released.client"));
    Path built =
        Path.of(JsonType.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    List<String> broken = PublicApi.of(released).brokenBy(PublicApi.of(built), REPORT);

    assertThat(broken)
        .as("callers of %s do not link; %s tells all", released.getFileName(), REPORT)
        .isEmpty();
  }
}
