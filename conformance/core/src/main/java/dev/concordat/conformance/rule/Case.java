package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An exchange as it is judged.
 *
 * @param coverage takes what it exercises of the contract
 * @param agreed in what its answer has to agree with its request
 * @param requestJson the body of the request, or null where it was not read yet, or is none that
 *     could be read as JSON
 * @param isThorough whether the engine judges each text, none being taken as clean by a fast
 *     reading
 */
record Case(
    Contract contract,
    Operation operation,
    Exchange exchange,
    Findings findings,
    ProviderCoverage coverage,
    List<AgreementRule.Agreed> agreed,
    @Nullable JsonNode requestJson,
    boolean isThorough) {
  /** The same exchange, once the body of its request was read. */
  Case withRequest(@Nullable JsonNode json) {
    return new Case(contract, operation, exchange, findings, coverage, agreed, json, isThorough);
  }

  /**
   * Whether what the request has at a place contradicts the contract, which was said, so that
   * nobody can tell what it asks for with it.
   *
   * @param path names with slashes between them; any number stands for every element
   */
  boolean isUntold(String path) {
    boolean isNoObject = requestJson != null && !requestJson.isObject();
    return (isNoObject && findings.hasViolationAt("request.body", ""))
        || findings.isContradicted("request.body", "/" + path, false);
  }
}
