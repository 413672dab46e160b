package dev.concordat.conformance.contract;

import dev.concordat.conformance.compiled.Keep;
import dev.concordat.language.Agreement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which parts of clean bodies the rules of an operation look at: what else is in them is read and
 * not kept.
 *
 * @param answer what is looked at of an answer whose content may be any
 * @param answerAndContent what is looked at where the request asks for a form of the content, for
 *     what is to stop it, or for how likely its tokens were
 */
public record Wanted(Keep request, Keep answer, Keep answerAndContent) {
  // What an error may be told by, whatever the contract describes.
  private static final List<String> ERRORS = List.of("error", "object", "message");

  static Wanted of(Operation operation) {
    return new Wanted(request(operation), answer(operation, false), answer(operation, true));
  }

  /**
   * What is looked at of the answer to a request.
   *
   * @param request what was kept of the request, or null where it is none that could be read
   */
  public Keep answer(Agreement agreement, @Nullable JsonNode request) {
    Agreement.Format format = agreement.format();
    Agreement.Logprobs logprobs = agreement.logprobs();
    boolean isContent =
        request != null
            && ((format != null && request.has(format.request()))
                || (logprobs != null && request.has(logprobs.request()))
                || (agreement.stop() != null && request.has(agreement.stop().request())));
    return isContent ? answerAndContent : answer;
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
    if (agreement.parallelCalls() != null) {
      add(names, agreement.parallelCalls().request());
    }
    if (agreement.stop() != null) {
      add(names, agreement.stop().request());
      agreement.stop().unless().forEach(name -> add(names, name));
    }
    if (agreement.limit() != null) {
      agreement.limit().request().forEach(name -> add(names, name));
      agreement.limit().unless().forEach(name -> add(names, name));
    }
    return Keep.paths(names);
  }

  private static Keep answer(Operation operation, boolean isContent) {
    Agreement agreement = operation.agreement();
    Set<String> names = new LinkedHashSet<>(ERRORS);
    for (Operation.Response response : operation.responses().values()) {
      if (response.error() != null) {
        names.addAll(response.error().required());
      }
    }
    Agreement.Choices choices = agreement.choices();
    if (choices != null) {
      names.add(choices.answer() + "/" + (choices.key() == null ? "" : choices.key()));
    }
    Agreement.Logprobs logprobs = agreement.logprobs();
    if (isContent && choices != null && logprobs != null) {
      names.add(choices.answer() + "/" + logprobs.answer());
      names.add(choices.answer() + "/" + logprobs.text());
    }
    if (isContent && choices != null && agreement.stop() != null) {
      names.add(choices.answer() + "/" + agreement.stop().text());
    }
    if (agreement.limit() != null) {
      add(names, agreement.limit().answer());
    }
    Agreement.ToolCalls calls = agreement.toolCalls();
    if (calls != null) {
      String message = calls.choices() + "/" + calls.message() + "/";
      names.add(calls.choices() + "/" + calls.reason());
      names.add(message + calls.calls());
      if (agreement.functionChoice() != null) {
        names.add(message + agreement.functionChoice().call());
      }
      if (isContent && agreement.format() != null) {
        names.add(message + agreement.format().content());
        names.add(message + agreement.format().refusal());
      }
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
