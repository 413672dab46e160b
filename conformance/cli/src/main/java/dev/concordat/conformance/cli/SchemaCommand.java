package dev.concordat.conformance.cli;

import dev.concordat.language.Nearest;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of a file. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of a file that Concordat reads or writes, for editors.",
    footer = {
      "",
      "Example, after which editors complete the file's keys:",
      "  concordat schema concordat > .concordat.schema.json",
      "  # yaml-language-server: $schema=.concordat.schema.json      first line of concordat.yaml"
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  /** The names, for completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  @Parameters(
      paramLabel = "FILE",
      completionCandidates = Names.class,
      description = "concordat, concordat-baseline or concordat-report.")
  private String file = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    DataForm form =
        Arrays.stream(DataForm.values())
            .filter(one -> one.id().equals(file))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableException(
                        "there is no schema '%s'; %s"
                            .formatted(file, Nearest.hint(file, names()))));
    out.print(form.text());
    out.flush();
    return Main.PASSED;
  }

  private static List<String> names() {
    return Arrays.stream(DataForm.values()).map(DataForm::id).toList();
  }
}
