package dev.concordat.conformance.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LooksTests {
  // What is gone through in one pass, said as a pattern, which goes back as often as it likes.
  private static final Pattern RUN =
      Pattern.compile(
          "(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9]{16}"
              + "|(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\\d)[A-Za-z0-9]{12}"
              + "|[A-Za-z0-9+/_-]{18,}=(?![A-Za-z0-9])");

  @Test
  void aRunIsFoundWhereThePatternFindsOne() {
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 100_000; i++) {
      String letters = random.nextBoolean() ? "aB3" : "aaaaabB3+_=- ";
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(40); left > 0; left--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      // Beside a word that is random in no way, so that words in which letters take turns are none.
      String line = text + " " + "!".repeat(3);
      boolean isRun = RUN.matcher(line).find();
      found += isRun ? 1 : 0;
      if (isRun || text.length() < 20) {
        assertThat(Looks.isRandom(line)).as(line).isEqualTo(isRun);
      }
    }
    assertThat(found).isBetween(5_000, 95_000);
  }
}
