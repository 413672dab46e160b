package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An exchange as it is judged.
 *
 * @param requestJson the body of the request, or null where it is none that could be read as JSON
 * @param isThorough whether the engine judges each text, none being taken as clean by a fast
 *     reading
 */
record Case(
    Contract contract,
    Operation operation,
    Exchange exchange,
    Findings findings,
    @Nullable JsonNode requestJson,
    boolean isThorough) {}
