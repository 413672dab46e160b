package dev.concordat.conformance.rule;

import dev.concordat.language.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
   * @param isAsked whether it may have something to say of an answer
   * @param judge judges an answer
   */
  record Agreed(Predicate<AnswerCase> isAsked, Consumer<AnswerCase> judge) {
    /** A rule of any answer. */
    static Agreed always(Consumer<AnswerCase> judge) {
      return new Agreed(answer -> true, judge);
    }

    /** A rule of answers whose request has something at this path. */
    static Agreed askedBy(String path, Consumer<AnswerCase> judge) {
      return askedBy(List.of(path), judge);
    }

    /** A rule of answers whose request has something at one of these paths. */
    static Agreed askedBy(List<String> paths, Consumer<AnswerCase> judge) {
      return new Agreed(answer -> answer.isRequested(paths), judge);
    }

    /** A rule of answers that call tools, or say so. */
    static Agreed ofCalls(Consumer<AnswerCase> judge) {
      return new Agreed(AnswerCase::isOfCalls, judge);
    }
  }
}
