package dev.concordat.conformance.testing.contract;

import dev.concordat.client.runtime.ConnectionException;
import dev.concordat.client.runtime.IncompleteStreamException;
import dev.concordat.client.runtime.OverloadedException;
import dev.concordat.client.runtime.ProviderErrorException;
import dev.concordat.client.runtime.RateLimitException;
import dev.concordat.client.runtime.UndecodableAnswerException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the emulator, in whole answers or in streams.
 *
 * @param rules for each provider that it is tried with, the rule that finds it, or one of the
 *     constants
 * @param thrown what the generated client throws, or null where it takes the answer
 */
record FaultCase(
    String fault,
    boolean inStream,
    Map<String, String> rules,
    @Nullable Class<? extends Throwable> thrown) {

  /** The exchange conforms: the answer is slow, or an error that the provider documents. */
  static final String PASSES = "passes";

  /** The answer breaks off, so that some callers get none. */
  static final String BREAKS = "breaks";

  static final List<FaultCase> ALL =
      List.of(
          whole("latency=20", PASSES, PASSES, PASSES, PASSES, null),
          whole("drip=0", PASSES, PASSES, PASSES, PASSES, null),
          whole("error-event", PASSES, PASSES, PASSES, PASSES, null),
          whole(
              "rate-limit",
              "response.status",
              "response.status",
              PASSES,
              PASSES,
              RateLimitException.class),
          whole(
              "overload",
              "response.status",
              "response.status",
              PASSES,
              PASSES,
              OverloadedException.class),
          whole("cut", BREAKS, BREAKS, BREAKS, BREAKS, ConnectionException.class),
          whole(
              "malformed-chunk",
              "json.syntax",
              "json.syntax",
              "json.syntax",
              "json.syntax",
              UndecodableAnswerException.class),
          whole(
              "error-in-200",
              "response.error",
              "response.error",
              "response.error",
              PASSES,
              ProviderErrorException.class),
          new FaultCase(
              "empty-200",
              false,
              Map.of("azion", "response.body", "intern", "response.body", "maas", "response.body"),
              UndecodableAnswerException.class),
          new FaultCase(
              "empty-200",
              false,
              Map.of("qianfan", "response.error-headers"),
              ProviderErrorException.class),
          whole(
              "html-502",
              "response.status",
              "response.status",
              "response.media-type",
              "response.media-type",
              ProviderErrorException.class),
          stream("latency=20", PASSES, PASSES, PASSES, null),
          stream("drip=0", PASSES, PASSES, PASSES, null),
          stream(
              "rate-limit", "response.status", "response.status", PASSES, RateLimitException.class),
          stream(
              "overload", "response.status", "response.status", PASSES, OverloadedException.class),
          stream("error-event", "stream.error", ProviderErrorException.class),
          stream("cut", BREAKS, IncompleteStreamException.class),
          stream("malformed-chunk", "json.syntax", UndecodableAnswerException.class),
          stream("error-in-200", "response.when", ProviderErrorException.class),
          stream("empty-200", "response.body", IncompleteStreamException.class),
          stream(
              "html-502",
              "response.status",
              "response.status",
              "response.media-type",
              ProviderErrorException.class));

  private static FaultCase whole(
      String fault,
      String azion,
      String intern,
      String maas,
      String qianfan,
      @Nullable Class<? extends Throwable> thrown) {
    return new FaultCase(
        fault,
        false,
        Map.of("azion", azion, "intern", intern, "maas", maas, "qianfan", qianfan),
        thrown);
  }

  private static FaultCase stream(String fault, String rule, Class<? extends Throwable> thrown) {
    return stream(fault, rule, rule, rule, thrown);
  }

  private static FaultCase stream(
      String fault,
      String azion,
      String intern,
      String maas,
      @Nullable Class<? extends Throwable> thrown) {
    return new FaultCase(
        fault, true, Map.of("azion", azion, "intern", intern, "maas", maas), thrown);
  }

  /** The requests that it is tried with. */
  Stream<Ask> asks() {
    return Ask.all().stream()
        .filter(ask -> rules.containsKey(ask.provider()))
        .filter(ask -> ask.name().equals("stream") == inStream);
  }

  String rule(Ask ask) {
    return Objects.requireNonNull(rules.get(ask.provider()));
  }
}
