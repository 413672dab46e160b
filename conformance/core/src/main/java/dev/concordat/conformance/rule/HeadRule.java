package dev.concordat.conformance.rule;

import java.util.List;

/** A rule over an exchange whose operation is known, which looks at no body. It has no state. */
interface HeadRule extends Rule {
  List<HeadRule> ALL = Rule.all(HeadRule.class);

  void judge(Case exchange);
}
