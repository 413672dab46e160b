package dev.concordat.conformance.testing.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.concordat.conformance.server.emulator.Emulator;
import dev.concordat.conformance.testing.Concordat;
import dev.concordat.conformance.testing.ConcordatExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of each fault, of whole answers and of streams. Only the emulator has faults. */
@ExtendWith(ConcordatExtension.class)
final class FaultTests {
  /** The exchange conforms: the fault is none, or an error that the provider documents. */
  private static final String PASSES = "passes";

  /** The caller gets an exception and no answer. */
  private static final String BREAKS = "breaks";

  /** A fault in answers of one kind, and for each provider the rule that finds it. */
  private record Row(String fault, boolean inStream, Map<String, String> expected) {}

  private static Row whole(String fault, String azion, String intern, String maas, String qianfan) {
    return new Row(
        fault, false, Map.of("azion", azion, "intern", intern, "maas", maas, "qianfan", qianfan));
  }

  private static Row stream(String fault, String azion, String intern, String maas) {
    return new Row(fault, true, Map.of("azion", azion, "intern", intern, "maas", maas));
  }

  private static final List<Row> ROWS =
      List.of(
          whole("latency=20", PASSES, PASSES, PASSES, PASSES),
          whole("drip=0", PASSES, PASSES, PASSES, PASSES),
          whole("rate-limit", "response.status", "response.status", PASSES, PASSES),
          whole("overload", "response.status", "response.status", PASSES, PASSES),
          whole("error-event", PASSES, PASSES, PASSES, PASSES),
          whole("cut", BREAKS, BREAKS, BREAKS, BREAKS),
          whole("malformed-chunk", "json.syntax", "json.syntax", "json.syntax", "json.syntax"),
          whole("error-in-200", "response.error", "response.error", "response.error", PASSES),
          whole(
              "empty-200",
              "response.body",
              "response.body",
              "response.body",
              "response.error-headers"),
          whole(
              "html-502",
              "response.status",
              "response.status",
              "response.media-type",
              "response.media-type"),
          stream("latency=20", PASSES, PASSES, PASSES),
          stream("drip=0", PASSES, PASSES, PASSES),
          stream("rate-limit", "response.status", "response.status", PASSES),
          stream("overload", "response.status", "response.status", PASSES),
          stream("error-event", "stream.error", "stream.error", "stream.error"),
          stream("cut", BREAKS, BREAKS, BREAKS),
          stream("malformed-chunk", "json.syntax", "json.syntax", "json.syntax"),
          stream("error-in-200", "response.when", "response.when", "response.when"),
          stream("empty-200", "response.body", "response.body", "response.body"),
          stream("html-502", "response.status", "response.status", "response.media-type"));

  @TestFactory
  List<DynamicTest> eachFaultIsFoundByTheRuleForIt(Emulator emulator) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      for (Ask ask : Ask.all()) {
        String expected = row.expected().get(ask.provider());
        if (expected != null && ask.name().equals("stream") == row.inStream()) {
          Target target = Target.emulated(ask.provider(), emulator);
          tests.add(
              dynamicTest(
                  "%s, %s: %s, %s".formatted(row.fault(), ask, expected, target.where()),
                  () -> isFound(ask, row.fault(), expected, target)));
        }
      }
    }
    return tests;
  }

  private static void isFound(Ask ask, String fault, String expected, Target target) {
    ThrowingCallable call =
        () -> new RestAssuredCall(target, Concordat.contract(ask.provider())).send(ask, fault);
    switch (expected) {
      case PASSES -> assertThatCode(call).doesNotThrowAnyException();
      case BREAKS -> assertThatThrownBy(call).isInstanceOf(IOException.class);
      default ->
          assertThatThrownBy(call)
              .isInstanceOf(AssertionError.class)
              .hasMessageContaining("(%s)".formatted(expected));
    }
  }
}
