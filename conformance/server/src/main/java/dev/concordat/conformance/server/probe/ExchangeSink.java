package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.exchange.Exchange;
import java.io.IOException;

/**
 * Takes the exchanges that a probe has with a server, one after the other. They have the credential
 * in them: whoever writes them down has to leave it out.
 */
public interface ExchangeSink {
  /**
   * Takes an exchange. Its provider and its time are set; the body of its answer is whole, but for
   * content that broke off.
   *
   * @throws IOException where it cannot be kept, which ends the probe
   */
  void exchange(Exchange exchange) throws IOException;
}
