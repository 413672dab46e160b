package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that what an agreement names is in the schemas of the request and of the answer. */
final class AgreementChecks {
  private final Draft draft;

  AgreementChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    for (Found operation : draft.objects().all(Kind.OPERATION)) {
      Found agreement = operation.in(Extension.AGREEMENT);
      if (agreement.json().isObject()) {
        agreement(operation, agreement);
      }
    }
  }

  private void agreement(Found operation, Found agreement) {
    List<@Nullable SchemaNode> plain = new ArrayList<>();
    List<@Nullable SchemaNode> chunks = new ArrayList<>();
    for (Found body : Draft.bodies(draft.response(operation, "200"))) {
      boolean isStream = Extension.EVENT_STREAM.isIn(body.json());
      (isStream ? chunks : plain).add(draft.schema(body));
      if (isStream) {
        String whole = body.in(Extension.EVENT_STREAM).in("sum").json().path("schema").asString("");
        plain.add(draft.schemas().find(whole));
      }
    }
    PathChecks request =
        PathChecks.of(
            draft,
            "the request's schema",
            Draft.bodies(draft.requestBody(operation)).stream().map(draft::schema),
            agreement);
    PathChecks answer = PathChecks.of(draft, "the schema of the answer", plain.stream(), agreement);
    ofRequest(agreement, request);
    ofAnswer(agreement, answer);
    PathChecks.of(draft, "the event's schema", chunks.stream(), agreement)
        .value(agreement.in("stream-usage").in("answer"));
  }

  private static void ofRequest(Found agreement, PathChecks request) {
    Found choices = agreement.in("choices");
    request.value(choices.in("request"));
    request.value(choices.in("each"));
    request.value(agreement.in("tool-calls").in("forced"));
    request.value(agreement.in("stream-usage").in("request"));
    request.value(agreement.in("parallel-calls").in("request"));
    request.value(agreement.in("stop").in("request"));
    request.values(agreement.in("stop").in("unless"));
    request.values(agreement.in("limit").in("request"));
    request.values(agreement.in("limit").in("unless"));
    Found arguments = agreement.in("arguments");
    if (leads(request, arguments.in("tools"))) {
      PathChecks tool = request.in("the schema of a tool", text(arguments.in("tools")));
      tool.value(arguments.in("parameters"));
      tool.value(arguments.in("name"));
    }
    Found toolChoice = agreement.in("tool-choice");
    if (leads(request, toolChoice.in("request"))) {
      PathChecks wanted =
          request.in("the schema of the request's tool choice", text(toolChoice.in("request")));
      wanted.value(toolChoice.in("type"));
      wanted.value(toolChoice.in("allowed"));
      if (wanted.leads(text(toolChoice.in("allowed")))) {
        PathChecks allowed =
            wanted.in("the schema of the allowed tools", text(toolChoice.in("allowed")));
        allowed.value(toolChoice.in("mode"));
        allowed.value(toolChoice.in("tools"));
      }
    }
    Found format = agreement.in("format");
    request.values(format.in("cut-by"));
    if (leads(request, format.in("request"))) {
      PathChecks wanted =
          request.in("the schema of the request's format", text(format.in("request")));
      wanted.value(format.in("type"));
      wanted.value(format.in("schema"));
      wanted.value(format.in("strict"));
    }
  }

  private static void ofAnswer(Found agreement, PathChecks answer) {
    Found choices = agreement.in("choices");
    if (leads(answer, choices.in("answer"))) {
      PathChecks choice = answer.in("the schema of a choice", text(choices.in("answer")));
      choice.value(choices.in("key"));
      choice.value(agreement.in("stop").in("text"));
    }
    answer.value(agreement.in("limit").in("answer"));
    Found usage = agreement.in("usage");
    if (leads(answer, usage.in("answer"))) {
      PathChecks counts = answer.in("the schema of the usage", text(usage.in("answer")));
      counts.values(usage.in("parts"));
      counts.value(usage.in("total"));
    }
    Found toolCalls = agreement.in("tool-calls");
    if (!leads(answer, toolCalls.in("choices"))) {
      return;
    }
    PathChecks choice = answer.in("the schema of a choice", text(toolCalls.in("choices")));
    choice.value(toolCalls.in("reason"));
    reasons(agreement, choice, text(toolCalls.in("reason")));
    if (leads(choice, toolCalls.in("message"))) {
      PathChecks message = choice.in("the schema of a message", text(toolCalls.in("message")));
      message.value(agreement.in("format").in("content"));
      message.value(agreement.in("format").in("refusal"));
      if (leads(message, toolCalls.in("calls"))) {
        PathChecks call = message.in("the schema of a call", text(toolCalls.in("calls")));
        call.value(agreement.in("arguments").in("name"));
        call.value(agreement.in("arguments").in("arguments"));
        call.value(agreement.in("tool-choice").in("type"));
      }
    }
  }

  private static void reasons(Found agreement, PathChecks choice, String reason) {
    choice.listed(agreement.in("tool-calls").in("value"), reason);
    for (Found list :
        List.of(agreement.in("tool-calls").in("cut-off"), agreement.in("format").in("complete"))) {
      for (int i = 0; list.json().isArray() && i < list.json().size(); i++) {
        choice.listed(new Found(list.at().appendIndex(i), list.json().get(i)), reason);
      }
    }
  }

  // Checks the path too.
  private static boolean leads(PathChecks checks, Found path) {
    checks.value(path);
    return !text(path).isEmpty() && checks.leads(text(path));
  }

  private static String text(Found path) {
    return path.json().asString("");
  }
}
