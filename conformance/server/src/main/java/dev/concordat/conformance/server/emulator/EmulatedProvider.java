package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.contract.Template;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.emulator.answer.Answers;
import dev.concordat.conformance.server.emulator.answer.Recordings;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Making;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.language.RateLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One provider as it is emulated. */
final class EmulatedProvider {
  private final Contract contract;
  private final ErrorForm errors;
  private final DescribedErrors described;
  private final String serverPath;
  private final CredentialCheck credentials;
  private final Judge judge;
  private @Nullable Recordings recordings;
  private final Answers answers;
  private final Map<Operation, Template> paths = new HashMap<>();

  EmulatedProvider(Contract contract, Settings settings) {
    this.contract = contract;
    this.errors = new ErrorForm(contract.errors());
    this.described = new DescribedErrors(contract, errors);
    this.serverPath = serverPath(contract);
    for (Operation operation : contract.operations()) {
      paths.put(operation, Template.of(serverPath + operation.path()));
    }
    this.credentials = new CredentialCheck(settings);
    this.judge = new Judge(new Contracts(List.of(contract)), contract.provider());
    this.answers = new Answers(contract, errors, settings.clock());
  }

  // Of a server with variables in its URL, only what is not variable is known of its path.
  private static String serverPath(Contract contract) {
    String url = contract.servers().get(0).url().replaceAll("\\{[^{}]*}", "");
    return Server.Address.parse(url).path().replaceAll("/{2,}", "/").replaceAll("/$", "");
  }

  String provider() {
    return contract.provider();
  }

  ErrorForm errors() {
    return errors;
  }

  /** The path of the provider's server, empty where it has none. */
  String serverPath() {
    return serverPath;
  }

  /** Whether an operation is at this path, the provider's name left out. */
  boolean serves(String path) {
    return !at(path).isEmpty();
  }

  /** The operation of a request, or null where there is none. */
  @Nullable Operation operation(String method, String path) {
    return at(path).stream().filter(o -> o.method().equals(method)).findFirst().orElse(null);
  }

  private List<Operation> at(String path) {
    String prefix = "/" + provider();
    String below = path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    return Template.closest(
        contract.operations().stream()
            .filter(operation -> Objects.requireNonNull(paths.get(operation)).matches(below))
            .toList());
  }

  /** The answer to a request. */
  Reply answer(Exchange.Request request, String path, Making making) {
    List<Operation> there = at(path);
    if (there.isEmpty()) {
      return errors.reply(
          "not-found",
          "there are "
              + contract.operations().stream()
                  .map(o -> "%s /%s%s%s".formatted(o.method(), provider(), serverPath, o.path()))
                  .collect(Collectors.joining(", ")),
          null);
    }
    Operation operation = operation(request.method(), path);
    if (operation == null) {
      String allowed = there.stream().map(Operation::method).collect(Collectors.joining(", "));
      return errors
          .reply("method-not-allowed", "allowed is " + allowed, null)
          .withHeader("Allow", allowed);
    }
    return answer(request, operation, making);
  }

  private Reply answer(Exchange.Request request, Operation operation, Making making) {
    String rejection = credentials.rejection(operation, request);
    if (rejection != null) {
      return described.reply(operation, "unauthorized", rejection, null);
    }
    Exchange alone = new Exchange(provider(), null, request, null, true);
    for (Finding finding : judge.judge(alone).findings()) {
      String kind = refusal(finding);
      if (kind != null) {
        return described.reply(operation, kind, FieldName.message(finding), FieldName.of(finding));
      }
    }
    Reply recorded = recordings().find(operation, request);
    return recorded == null ? answers.answer(operation, request, making) : recorded;
  }

  /** The documented exchanges, read on the first call, so that a start need not wait for them. */
  synchronized Recordings recordings() {
    if (recordings == null) {
      recordings = new Recordings(contract, judge);
    }
    return recordings;
  }

  // What only drifts is taken, as servers do.
  private static @Nullable String refusal(Finding finding) {
    return switch (finding.severity()) {
      case VIOLATION ->
          finding.rule().equals("request.media-type") ? "media-type" : "invalid-request";
      // A form or bytes in a media type that is described are taken, though nobody can judge them.
      case UNCHECKED ->
          finding.rule().equals("request.body") || finding.rule().equals("request.schema")
              ? null
              : "media-type";
      case DRIFT -> null;
    };
  }

  /** How many seconds a client has to wait between two requests, as far as it is documented. */
  int secondsBetweenRequests(@Nullable Operation operation) {
    RateLimit limit = operation == null ? null : operation.rateLimit();
    return limit == null
        ? 1
        : Math.max((limit.seconds() + limit.requests() - 1) / limit.requests(), 1);
  }
}
