package dev.concordat.conformance.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/**
 * A run of test classes within a test.
 *
 * @param outcomes for each test and failed container by its display name, in order, the message of
 *     what it failed with; empty where it passed
 * @param skipped the tests that were not run, each with the reason
 */
record JupiterRun(Map<String, String> outcomes, List<String> skipped) {
  static JupiterRun of(Map<String, String> configuration, Class<?>... tests) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter").configurationParameters(configuration);
    for (Class<?> each : tests) {
      kit.selectors(selectClass(each));
    }
    List<String> skipped = new ArrayList<>();
    for (Event event : kit.execute().allEvents().list()) {
      if (event.getType() == EventType.FINISHED) {
        add(event, outcomes);
      } else if (event.getType() == EventType.SKIPPED) {
        skipped.add(
            event.getTestDescriptor().getDisplayName()
                + ": "
                + event.getRequiredPayload(String.class));
      }
    }
    return new JupiterRun(outcomes, skipped);
  }

  static JupiterRun of(Class<?>... tests) {
    return of(Map.of(), tests);
  }

  private static void add(Event event, Map<String, String> outcomes) {
    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
    String failure = result.getThrowable().map(String::valueOf).orElse("");
    if (event.getTestDescriptor().isTest() || !failure.isEmpty()) {
      outcomes.put(event.getTestDescriptor().getDisplayName(), failure);
    }
  }

  List<String> names() {
    return List.copyOf(outcomes.keySet());
  }

  List<String> passed() {
    return names().stream().filter(name -> outcomes.get(name).isEmpty()).toList();
  }

  String failure(String name) {
    return outcomes.getOrDefault(name, "there is no test " + name);
  }
}
