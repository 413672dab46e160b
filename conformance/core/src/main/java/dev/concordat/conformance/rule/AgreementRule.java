package dev.concordat.conformance.rule;

import java.util.List;

/** In what a whole answer has to agree with its request, or with itself. */
interface AgreementRule {
  /** All of them, in the order in which they are told. */
  List<AgreementRule> ALL =
      List.of(
          new ChoiceCountRule(),
          new ToolCallRule(),
          new ArgumentsRule(),
          new ToolChoiceRule(),
          new FormatRule(),
          new UsageRule(),
          new StreamUsageRule(),
          new FunctionChoiceRule(),
          new LogprobsRule(),
          new ParallelCallsRule(),
          new StopRule(),
          new LimitRule());

  /** Judges an answer; says nothing where the contract does not have the rule. */
  void judge(AnswerCase answer);
}
