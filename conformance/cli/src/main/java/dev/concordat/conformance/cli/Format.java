package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.ReportSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A form in which a kind of report is written, known by its name. */
record Format<R>(String name, Factory<R> factory) {
  /** Makes a report that writes to a stream. */
  interface Factory<R> {
    R open(PrintWriter out, ReportSettings settings);
  }

  /**
   * The form of a name.
   *
   * @throws UnusableException where none has it
   */
  static <R> Format<R> of(List<Format<R>> all, String name) {
    return all.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableException(
                    "--format '%s' is not known; there are %s"
                        .formatted(
                            name,
                            all.stream().map(Format::name).collect(Collectors.joining(", ")))));
  }

  /**
   * Adds a report of one of these forms that goes into a file, as those of the console may.
   *
   * @return whether there is such a form
   */
  static <R> boolean addFile(
      List<Format<R>> all, String name, PrintWriter out, ReportSettings settings, List<R> reports) {
    for (Format<R> form : all) {
      if (form.name().equals(name)) {
        reports.add(form.factory().open(out, settings.ofFile()));
        return true;
      }
    }
    return false;
  }
}
