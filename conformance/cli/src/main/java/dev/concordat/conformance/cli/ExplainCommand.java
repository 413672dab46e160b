package dev.concordat.conformance.cli;

import dev.concordat.conformance.rule.RuleCatalogue;
import dev.concordat.conformance.verdict.Severity;
import dev.concordat.language.Nearest;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a rule means. */
@Command(
    name = "explain",
    description = "Tells what a rule of a finding means, what breaks it, and what to do.",
    footer = {
      "",
      "Examples:",
      "  concordat explain schema.enum",
      "  concordat explain            lists the rules"
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  /** The rules, for completion. */
  static final class Rules implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return RuleCatalogue.all().stream().map(RuleCatalogue.Entry::id).iterator();
    }
  }

  @Parameters(
      paramLabel = "RULE",
      arity = "0..1",
      completionCandidates = Rules.class,
      description = "The rule, as findings name it. None: all are listed.")
  private @Nullable String rule;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (rule == null) {
      RuleCatalogue.all().forEach(entry -> out.printf("%-30s %s%n", entry.id(), entry.meaning()));
      out.flush();
      return Main.PASSED;
    }
    RuleCatalogue.Entry entry = RuleCatalogue.of(rule);
    if (entry == null) {
      List<String> ids = RuleCatalogue.all().stream().map(RuleCatalogue.Entry::id).toList();
      throw new UnusableException(
          "there is no rule '%s'; %s".formatted(rule, Nearest.hint(rule, ids)));
    }
    out.printf("%s  %s%n", entry.id(), severities(entry));
    out.printf("%n%s%n", entry.meaning());
    out.printf("%nSuch as:    %s%n", entry.example());
    out.printf("What to do: %s%n", entry.remedy());
    out.flush();
    return Main.PASSED;
  }

  private static String severities(RuleCatalogue.Entry entry) {
    return entry.severities().stream().map(Severity::id).collect(Collectors.joining(", "));
  }
}
