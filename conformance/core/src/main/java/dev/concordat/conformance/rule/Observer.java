package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.Walk;
import java.util.List;

/**
 * Is told what exchanges show while they are judged, so that more than a verdict can be made of
 * them. Unlike findings, of which each exchange keeps so many, all of it is told.
 */
public interface Observer {
  /** Nobody. */
  Observer NONE = (contract, operation, exchange) -> OfExchange.NONE;

  /** Takes the next exchange whose operation is known; all that it shows is told to the result. */
  OfExchange exchange(Contract contract, Operation operation, Exchange exchange);

  /** Is told what one exchange shows. Each method does nothing unless overridden. */
  interface OfExchange {
    /** Nobody. */
    OfExchange NONE = new OfExchange() {};

    /**
     * Takes a JSON value that is judged against a schema.
     *
     * @param part the part that it is, {@code response.stream[3]} for the fourth event
     * @param problems what in it contradicts the schema, tolerated or not
     * @return is told what is met on the way through the value
     */
    default Walk.Visitor value(String part, List<Problem> problems) {
      return new Walk.Visitor() {};
    }

    /**
     * Takes a header of the answer that is not described.
     *
     * @param name the name in lower case
     */
    default void header(Operation.Response described, String name, String value) {}

    /** Takes a query parameter that is not described. */
    default void parameter(String name, String value) {}

    /** Takes an event of the stream whose type is not described. */
    default void event(Operation.MediaType described, String type) {}
  }
}
