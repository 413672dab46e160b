package dev.concordat.conformance.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.verdict.Severity;
import dev.concordat.conformance.verdict.Verdict;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecordedExchangesTests {
  private static final String CHAT = "intern createChatCompletion";

  /** The names of the exchanges that a method was called with. */
  private static final List<String> CALLED = new ArrayList<>();

  @BeforeEach
  void clear() {
    CALLED.clear();
  }

  static final class OfFolder {
    @RecordedExchanges("recordings")
    void takesAnExchange(JudgedExchange recorded) {
      CALLED.add(recorded.name());
      recorded.assertConforms();
      assertThat(Objects.requireNonNull(recorded.exchange().response()).status()).isEqualTo(200);
    }
  }

  @Test
  void eachExchangeOfAFolderIsATestNamedByItsPlaceProviderAndOperation() {
    JupiterRun run = JupiterRun.of(OfFolder.class);

    assertThat(run.passed())
        .containsExactly(
            "chats.jsonl[0] " + CHAT, "chats.jsonl[1] " + CHAT, "plain/chat.har[0] " + CHAT)
        .isEqualTo(run.names());
    assertThat(CALLED).containsExactly("chats.jsonl[0]", "chats.jsonl[1]", "plain/chat.har[0]");
  }

  static final class OfMixedFile {
    @RecordedExchanges("/mixed/mixed.jsonl")
    void takesAnExchange(JudgedExchange recorded) {
      CALLED.add(recorded.name());
    }
  }

  @Test
  void violationsAndUncheckedExchangesFailAndAreNotHandedOver() {
    JupiterRun run = JupiterRun.of(OfMixedFile.class);

    assertThat(run.passed()).containsExactly("mixed.jsonl[0] " + CHAT, "mixed.jsonl[2] " + CHAT);
    assertThat(CALLED).containsExactly("mixed.jsonl[0]", "mixed.jsonl[2]");
    assertThat(run.failure("mixed.jsonl[1] " + CHAT))
        .startsWith("java.lang.AssertionError: mixed.jsonl[1] violates the contract of intern")
        .contains("violation in response.body at /choices/0/message/role", "butler", "source: ");
    assertThat(run.failure("mixed.jsonl[3] intern -"))
        .contains("mixed.jsonl[3] was not wholly checked", "/embeddings is not described");
  }

  @Test
  void anEntryThatIsNoExchangeFails() {
    JupiterRun run = JupiterRun.of(OfMixedFile.class);

    assertThat(run.failure("mixed.jsonl[4] (cannot be read)"))
        .contains("AssertionError", "the entry has no request");
  }

  static final class OfBrowser {
    @RecordedExchanges("browser")
    void takesAnExchange(JudgedExchange recorded) {
      CALLED.add(recorded.name());
    }
  }

  @Test
  void preflightsAndHostsThatNoContractNamesAreSkippedAndSayWhy() {
    JupiterRun run = JupiterRun.of(OfBrowser.class);

    assertThat(run.passed()).containsExactly("page.jsonl[2] " + CHAT);
    assertThat(CALLED).containsExactly("page.jsonl[2]");
    assertThat(run.skipped())
        .containsExactly(
            "page.jsonl[0] (set aside): set aside: no contract names the host app.example.com",
            "page.jsonl[1] (set aside): set aside: a browser's preflight to chat.intern-ai.org.cn");
  }

  static final class OfElsewhere {
    @RecordedExchanges("elsewhere")
    void takesAnExchange(JudgedExchange recorded) {
      CALLED.add(recorded.name());
    }
  }

  @Test
  void whereAllOfThemAreSetAsideThatFails() {
    JupiterRun run = JupiterRun.of(OfElsewhere.class);

    assertThat(CALLED).isEmpty();
    assertThat(run.failure("(nothing was judged)"))
        .contains("every exchange was set aside", "app.example.com 1", "chat.intern-ai.org.cn 1");
  }

  static final class Strict {
    @RecordedExchanges(value = "mixed", failOn = Severity.DRIFT)
    void takesAnExchange() {}
  }

  @Test
  void driftFailsWhereThatIsAskedFor() {
    JupiterRun run = JupiterRun.of(Strict.class);

    assertThat(run.passed()).containsExactly("mixed.jsonl[0] " + CHAT);
    assertThat(run.failure("mixed.jsonl[2] " + CHAT)).contains("/system_fingerprint");
  }

  static final class Lenient {
    @RecordedExchanges(value = "mixed", allowUnchecked = true)
    void takesAnExchange() {}
  }

  @Test
  void uncheckedExchangesPassWhereThatIsAllowedAndWhatIsNoneDoesNot() {
    JupiterRun run = JupiterRun.of(Lenient.class);

    assertThat(run.passed())
        .containsExactly(
            "mixed.jsonl[0] " + CHAT, "mixed.jsonl[2] " + CHAT, "mixed.jsonl[3] intern -");
    assertThat(run.failure("mixed.jsonl[4] (cannot be read)")).isNotEmpty();
  }

  static final class Unasserted {
    @RecordedExchanges(value = "mixed", assertConforms = false)
    void takesAnExchange(JudgedExchange recorded) {
      CALLED.add(recorded.name());
      assertThat(recorded.judgement().verdict()).isNotEqualTo(Verdict.UNCHECKED);
    }
  }

  @Test
  void theMethodSeesAllExchangesWhereItAssertsByItself() {
    JupiterRun run = JupiterRun.of(Unasserted.class);

    assertThat(CALLED)
        .containsExactly("mixed.jsonl[0]", "mixed.jsonl[1]", "mixed.jsonl[2]", "mixed.jsonl[3]");
    assertThat(run.passed())
        .containsExactly(
            "mixed.jsonl[0] " + CHAT, "mixed.jsonl[1] " + CHAT, "mixed.jsonl[2] " + CHAT);
  }

  static final class OfOtherProvider {
    @RecordedExchanges(value = "recordings", provider = "maas")
    void takesAnExchange() {}
  }

  @Test
  void theProviderMayBeNamed() {
    assertThat(JupiterRun.of(OfOtherProvider.class).names())
        .contains("chats.jsonl[0] maas createChatCompletion");
  }

  static final class OfUnknownProvider {
    @RecordedExchanges(value = "recordings", provider = "interm")
    void takesAnExchange() {}
  }

  @Test
  void aProviderWithoutContractFails() {
    assertThat(JupiterRun.of(OfUnknownProvider.class).failure("takesAnExchange()"))
        .contains("there is no contract of 'interm'");
  }

  static final class OfFileSystem {
    @RecordedExchanges({"src/test/resources/recordings/plain", "mixed/mixed.jsonl"})
    void takesAnExchange() {}
  }

  @Test
  void placesMayBeSeveralAndOfTheFileSystem() {
    assertThat(JupiterRun.of(OfFileSystem.class).names())
        .startsWith("chat.har[0] " + CHAT, "mixed.jsonl[0] " + CHAT)
        .hasSize(6);
  }

  static final class OfJar {
    @RecordedExchanges("dev/concordat/spec/intern/recordings")
    void takesAnExchange() {}
  }

  @Test
  void recordingsMayBeInAJar() {
    JupiterRun run = JupiterRun.of(OfJar.class);

    assertThat(run.passed())
        .contains("chat.har[4] " + CHAT, "list-models.har[3] intern listModels")
        .isEqualTo(run.names());
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @RecordedExchanges("recordings/plain")
  @interface OwnAnnotation {}

  static final class OfOwnAnnotation {
    @OwnAnnotation
    void takesAnExchange() {}
  }

  @Test
  void anAnnotationOfOnesOwnMayHaveIt() {
    assertThat(JupiterRun.of(OfOwnAnnotation.class).passed())
        .containsExactly("chat.har[0] " + CHAT);
  }

  static final class OfNowhere {
    @RecordedExchanges("recordngs")
    void takesAnExchange() {}
  }

  @Test
  void aPlaceThatDoesNotExistFails() {
    assertThat(JupiterRun.of(OfNowhere.class).failure("takesAnExchange()"))
        .contains("'recordngs'; it is neither on the class path nor is there /");
  }

  static final class OfNoRecording {
    @RecordedExchanges("nothing")
    void takesAnExchange() {}
  }

  @Test
  void aFolderWithoutRecordingFails() {
    assertThat(JupiterRun.of(OfNoRecording.class).failure("takesAnExchange()"))
        .contains("expected recordings in 'nothing'; it has no .har");
  }

  static final class OfNoExchange {
    @RecordedExchanges("none")
    void takesAnExchange() {}
  }

  @Test
  void recordingsWithoutExchangeFail() {
    assertThat(JupiterRun.of(OfNoExchange.class).failure("takesAnExchange()"))
        .contains("expected recorded exchanges; there are none in none");
  }

  static final class OfCutFile {
    @RecordedExchanges("broken")
    void takesAnExchange() {}
  }

  @Test
  void aFileThatCannotBeReadToItsEndFails() {
    JupiterRun run = JupiterRun.of(OfCutFile.class);

    assertThat(run.names()).containsExactly("cut.har[0] (cannot be read)");
    assertThat(run.passed()).isEmpty();
  }
}
