package dev.concordat.conformance.contract;

import dev.concordat.conformance.compiled.Keep;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of clean bodies the rules of an operation look at: what else is in them is read and
 * not kept.
 */
public record Wanted(Keep request, Keep answer) {
  // What an error may be told by, whatever the contract describes.
  private static final List<String> ERRORS = List.of("error", "object", "message");

  static Wanted of(Operation operation) {
    return new Wanted(request(operation), answer(operation));
  }

  private static Keep request(Operation operation) {
    Agreement agreement = operation.agreement();
    Set<String> names = new LinkedHashSet<>();
    for (Operation.When when : operation.when()) {
      if (when.request() != null) {
        if (!when.request().alsoApply().isEmpty() || when.request().union() != null) {
          return Keep.ALL;
        }
        names.addAll(when.request().required());
        names.addAll(when.request().properties().keySet());
      }
    }
    if (agreement.choices() != null) {
      add(names, agreement.choices().request(), agreement.choices().each());
    }
    if (agreement.toolCalls() != null) {
      add(names, agreement.toolCalls().forced());
    }
    if (agreement.arguments() != null) {
      add(names, agreement.arguments().tools());
    }
    if (agreement.toolChoice() != null) {
      add(names, agreement.toolChoice().request());
    }
    if (agreement.format() != null) {
      add(names, agreement.format().request());
      agreement.format().cutBy().forEach(name -> add(names, name));
    }
    if (agreement.streamUsage() != null) {
      add(names, agreement.streamUsage().request());
    }
    if (agreement.functionChoice() != null) {
      add(names, agreement.functionChoice().request(), agreement.functionChoice().functions());
    }
    if (agreement.logprobs() != null) {
      add(names, agreement.logprobs().request(), agreement.logprobs().most());
    }
    return Keep.paths(names);
  }

  private static Keep answer(Operation operation) {
    Agreement agreement = operation.agreement();
    Set<String> names = new LinkedHashSet<>(ERRORS);
    for (Operation.Response response : operation.responses().values()) {
      if (response.error() != null) {
        names.addAll(response.error().required());
      }
    }
    if (agreement.choices() != null) {
      add(names, agreement.choices().answer());
    }
    if (agreement.toolCalls() != null) {
      add(names, agreement.toolCalls().choices());
    }
    if (agreement.usage() != null) {
      add(names, agreement.usage().answer());
    }
    if (agreement.streamUsage() != null) {
      add(names, agreement.streamUsage().answer());
    }
    return Keep.paths(names);
  }

  // Of a path the first member, with all that is in it.
  private static void add(Set<String> names, @Nullable String... paths) {
    for (String path : paths) {
      if (path != null) {
        names.add(path.split("/", 2)[0]);
      }
    }
  }
}
