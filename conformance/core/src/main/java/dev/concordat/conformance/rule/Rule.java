package dev.concordat.conformance.rule;

/** A rule over one exchange whose operation is known. It has no state. */
interface Rule {
  void judge(Case exchange);
}
