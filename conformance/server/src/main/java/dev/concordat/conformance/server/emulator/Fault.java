package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with an answer. */
interface Fault {
  /** The answer as it goes wrong. */
  Reply apply(Reply reply, Scene scene);

  /**
   * Where it goes wrong.
   *
   * @param operation the operation that the request is for, or null where it is for none
   * @param retryAfter how many seconds to wait for the next try
   */
  record Scene(ErrorForm errors, @Nullable Operation operation, int retryAfter) {}

  /** Makes a fault of the value behind its name, null where there is none. */
  interface Factory {
    Fault make(@Nullable Integer value);
  }

  /** All of them by name. A new one is added here and nowhere else. */
  Map<String, Factory> ALL = all();

  private static Map<String, Factory> all() {
    Map<String, Factory> all = new LinkedHashMap<>();
    all.put("latency", value -> new LatencyFault(millis(value, 1000)));
    all.put("drip", value -> new DripFault(millis(value, 20)));
    all.put("rate-limit", RateLimitFault::new);
    all.put("overload", value -> (reply, scene) -> scene.errors().reply("overload"));
    all.put("error-event", ErrorEventFault::new);
    all.put("cut", CutFault::new);
    all.put("malformed-chunk", MalformedChunkFault::new);
    all.put("error-in-200", value -> new ErrorInSuccessFault());
    all.put("empty-200", value -> new EmptySuccessFault());
    all.put("html-502", value -> new GatewayPageFault());
    return all;
  }

  private static Duration millis(@Nullable Integer value, int otherwise) {
    return Duration.ofMillis(value == null ? otherwise : value);
  }

  /**
   * Reads a fault: a name, or a name, {@code =} and a whole number.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Fault parse(String text) {
    String[] parts = text.strip().split("=", 2);
    Factory factory = ALL.get(parts[0].strip());
    if (factory == null) {
      throw new IllegalArgumentException(
          "there is no such fault; there are " + String.join(", ", ALL.keySet()));
    }
    return factory.make(parts.length == 1 ? null : number(parts[0].strip(), parts[1].strip()));
  }

  private static int number(String name, String value) {
    if (!value.matches("\\d{1,7}")) {
      throw new IllegalArgumentException(
          "the value of the fault %s is no whole number below ten million".formatted(name));
    }
    return Integer.parseInt(value);
  }

  /**
   * Reads a list of faults.
   *
   * @throws IllegalArgumentException where one of them is none
   */
  static List<Fault> parseAll(List<String> lists) {
    List<Fault> faults = new ArrayList<>();
    for (String list : lists) {
      for (String each : list.split(",", -1)) {
        if (!each.isBlank()) {
          faults.add(parse(each));
        }
      }
    }
    return faults;
  }
}
