package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges exchanges against contracts. Threads may share one. */
public final class Judge {
  private final Contracts contracts;
  private final @Nullable String provider;
  private final Coverage coverage = new Coverage();
  private final RequestBodyRule requestBody = new RequestBodyRule(coverage);
  private final List<Rule> rules =
      List.of(new QueryRule(), new HeaderRule(), new CredentialRule(), new ResponseRule(coverage));

  /**
   * A judge.
   *
   * @param provider the provider of all exchanges, or null where each names its own or its URL
   *     tells
   */
  public Judge(Contracts contracts, @Nullable String provider) {
    this.contracts = contracts;
    this.provider = provider;
  }

  /** What this judge exercised of its contracts so far. */
  public Coverage coverage() {
    return coverage;
  }

  /** Judges an exchange. */
  public Judgement judge(Exchange exchange) {
    Exchange.Request request = exchange.request();
    String named = provider != null ? provider : exchange.provider();
    Route route = contracts.route(named, request.method(), request.url());
    if (route instanceof Route.Found found) {
      return judge(exchange, found.contract(), found.operation());
    }
    Route.Lost lost = (Route.Lost) route;
    return lost(exchange, lost);
  }

  private Judgement judge(Exchange exchange, Contract contract, Operation operation) {
    coverage.of(contract).operation(operation);
    Findings findings = new Findings(contract);
    JsonNode requestJson = requestBody.judge(contract, operation, exchange.request(), findings);
    Case judged = new Case(contract, operation, exchange, findings, requestJson);
    for (Rule rule : rules) {
      rule.judge(judged);
    }
    return new Judgement(contract.provider(), operation.id(), findings.all());
  }

  private Judgement lost(Exchange exchange, Route.Lost lost) {
    Contract contract = lost.contract();
    if (contract != null) {
      long bytes = size(exchange.request().body());
      bytes += exchange.response() == null ? 0 : size(exchange.response().body());
      coverage.of(contract).notJudged(lost.rule(), bytes);
    }
    Finding finding =
        new Finding(
            lost.rule(),
            Severity.UNCHECKED,
            "request",
            "",
            lost.message(),
            contract == null ? null : contract.place("#/paths"),
            null);
    return new Judgement(contract == null ? null : contract.provider(), null, List.of(finding));
  }

  private static long size(@Nullable Body body) {
    return body == null ? 0 : body.bytes().length;
  }
}
