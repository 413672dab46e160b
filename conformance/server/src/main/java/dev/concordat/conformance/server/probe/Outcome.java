package dev.concordat.conformance.server.probe;

/** How a case came out. */
public enum Outcome {
  /** The server did what the contract says. */
  PASS,
  /** The server contradicts the contract, or gave no answer that could be judged. */
  FAIL,
  /** The server does more than the contract says: it accepts, or sends, what is not described. */
  WARN,
  /** Nothing was learned. */
  SKIP
}
