package dev.concordat.conformance.rule;

import java.util.List;

/** In what a whole answer has to agree with its request, or with itself. It has no state. */
interface AgreementRule extends Rule {
  List<AgreementRule> ALL = Rule.all(AgreementRule.class);

  /** Judges an answer; says nothing where the contract does not have the rule. */
  void judge(AnswerCase answer);
}
