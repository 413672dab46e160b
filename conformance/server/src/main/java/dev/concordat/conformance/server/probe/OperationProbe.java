package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.verdict.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cases of one operation, and how they are run. */
final class OperationProbe {
  private static final String SPENT = "the budget of requests is spent";

  private final Operation operation;
  private final Verdicts verdicts;
  private final List<ProbeCase> positive;
  private final List<ProbeCase> entry;
  private final List<ProbeCase> negative;
  private final @Nullable Equivalence equivalence;
  private @Nullable String futile;
  private boolean isRefused;

  OperationProbe(Contract contract, Operation operation, @Nullable String model) {
    this.operation = operation;
    this.verdicts = new Verdicts(contract);
    Requests requests = new Requests(contract, operation, model);
    String imageModel = model == null ? DocumentedRequests.imageModel(contract, operation) : null;
    this.positive = new PositiveCases(contract, operation, requests, imageModel).all();
    this.entry = entry(positive.get(0));
    this.negative = new NegativeCases(contract, operation, requests).all();
    this.equivalence = Equivalence.of(operation);
    this.futile = requests.impossible();
  }

  private List<ProbeCase> entry(ProbeCase plain) {
    Operation.Credential credential = operation.credential();
    if (credential == null) {
      return List.of();
    }
    return List.of(
        named(plain, "refuses a missing credential", credential.pointer())
            .with(ProbeCase.Expectation.NO_ENTRY, ProbeCase.Login.MISSING),
        named(plain, "refuses a wrong credential", credential.pointer())
            .with(ProbeCase.Expectation.NO_ENTRY, ProbeCase.Login.WRONG));
  }

  private static ProbeCase named(ProbeCase plain, String name, String place) {
    return new ProbeCase(
        plain.operation(),
        name,
        place,
        plain.expectation(),
        plain.login(),
        plain.body(),
        plain.headers());
  }

  /** The documented time between two requests. */
  Duration pace() {
    return Conversation.pace(operation);
  }

  int size() {
    int compared = equivalence == null ? 0 : 1;
    int errorForm = negative.isEmpty() ? 0 : 1;
    return positive.size() + entry.size() + negative.size() + compared + errorForm;
  }

  /** Runs the cases that are to be answered. */
  void runAnswered(Conversation conversation, Consumer<CaseResult> results)
      throws IOException, InterruptedException {
    Map<String, Answered> kept = new HashMap<>();
    for (ProbeCase each : positive) {
      Answered answered = run(each, conversation, results);
      if (answered != null) {
        if (kept.isEmpty()) {
          look(answered);
        }
        kept.put(each.name(), answered);
      }
    }
    if (equivalence != null) {
      results.accept(compare(equivalence, kept));
    }
  }

  // Of a server that does not answer the least, to nobody or to nobody now, there is nothing more
  // to
  // learn, of one that refuses it not what it refuses.
  private void look(Answered least) {
    futile = verdicts.futility(least);
    isRefused = futile == null && Verdicts.isRefusal(operation, least);
  }

  private @Nullable Answered run(
      ProbeCase probeCase, Conversation conversation, Consumer<CaseResult> results)
      throws IOException, InterruptedException {
    if (futile != null) {
      results.accept(verdicts.result(probeCase, Outcome.SKIP, futile, List.of()));
      return null;
    }
    Answered answered = conversation.ask(probeCase);
    results.accept(
        answered == null
            ? verdicts.result(probeCase, Outcome.SKIP, SPENT, List.of())
            : verdicts.of(probeCase, answered));
    return answered;
  }

  /** Runs the cases that are to be refused. */
  void runRefused(Conversation conversation, Consumer<CaseResult> results)
      throws IOException, InterruptedException {
    if (isRefused) {
      futile = "the server refuses the minimal request, so that a refusal says nothing";
    }
    for (ProbeCase each : entry) {
      run(each, conversation, results);
    }
    refusals(conversation, results);
  }

  private void refusals(Conversation conversation, Consumer<CaseResult> results)
      throws IOException, InterruptedException {
    List<CaseResult> forms = new ArrayList<>();
    for (ProbeCase each : negative) {
      Answered answered = run(each, conversation, results);
      if (answered != null && verdicts.of(each, answered).outcome() == Outcome.PASS) {
        forms.add(verdicts.ofErrorForm(named(each, "form of errors", each.place()), answered));
      }
    }
    if (!negative.isEmpty()) {
      // The worst of all refusals stands for the form.
      results.accept(
          forms.stream()
              .min((a, b) -> rank(a.outcome()) - rank(b.outcome()))
              .orElseGet(
                  () ->
                      verdicts.result(
                          named(negative.get(0), "form of errors", operation.pointer()),
                          Outcome.SKIP,
                          "there was no refusal to look at",
                          List.of())));
    }
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> 0;
      case WARN -> 1;
      case PASS -> 2;
      case SKIP -> 3;
    };
  }

  private CaseResult compare(Equivalence rules, Map<String, Answered> kept) {
    ProbeCase named =
        named(positive.get(0), "stream and whole answer are the same", operation.pointer());
    Answered whole = kept.get(positive.get(0).name());
    Answered stream = kept.get("stream");
    if (whole == null || stream == null || !isGood(whole) || !isGood(stream)) {
      return verdicts.result(
          named, Outcome.SKIP, "there are no two good answers to compare", List.of());
    }
    Equivalence.Shape one = rules.whole(whole);
    Equivalence.Shape other = rules.stream(stream);
    if (!one.choices().equals(other.choices())) {
      return verdicts.result(
          named,
          Outcome.FAIL,
          "the whole answer has the choices %s, the stream %s"
              .formatted(one.choices(), other.choices()),
          List.of());
    }
    return one.fields().equals(other.fields())
        ? verdicts.result(named, Outcome.PASS, "same choices, same fields", List.of())
        : verdicts.result(
            named,
            Outcome.WARN,
            "the whole answer has the fields %s, the stream %s"
                .formatted(one.fields(), other.fields()),
            List.of());
  }

  private static boolean isGood(Answered answered) {
    return answered.failure() == null
        && answered.isSuccess()
        && answered.findings().stream().allMatch(f -> f.severity() == Severity.DRIFT);
  }
}
