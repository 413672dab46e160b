package dev.concordat.conformance.rule;

import dev.concordat.language.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** In what a whole answer has to agree with its request, or with itself. It has no state. */
interface AgreementRule extends Rule {
  List<AgreementRule> ALL = Rule.all(AgreementRule.class);

  /** The rule as an operation's contract has it, or null where that does not. */
  @Nullable Agreed of(Agreement agreement);

  /** All rules that an operation's contract has. */
  static List<Agreed> allOf(Agreement agreement) {
    List<Agreed> rules = new ArrayList<>();
    for (AgreementRule rule : ALL) {
      Agreed agreed = rule.of(agreement);
      if (agreed != null) {
        rules.add(agreed);
      }
    }
    return rules;
  }

  /**
   * A rule as a contract has it.
   *
   * @param askedBy what in a request asks for it, as paths: of a request that has none of them it
   *     has nothing to say. Empty where it holds for all
   * @param judge judges an answer
   */
  record Agreed(List<String> askedBy, Consumer<AnswerCase> judge) {
    boolean isAsked(AnswerCase answer) {
      return askedBy.isEmpty()
          || askedBy.stream().anyMatch(path -> !answer.requested(path).isMissingNode());
    }
  }
}
