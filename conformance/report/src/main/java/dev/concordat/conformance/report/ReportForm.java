package dev.concordat.conformance.report;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form in which the outcome of a run is written. A new one is a class; help texts, documentation
 * and tests list what is found.
 */
public interface ReportForm {
  /** The name that options give, such as {@code junit}. */
  String name();

  /** What it is for, in a few words. */
  String purpose();

  /** Whether it may share a console with another report, as it is written line by line. */
  default boolean isForConsole() {
    return false;
  }

  /** Begins a report. */
  Report open(PrintWriter out, ReportSettings settings);

  /** The form of a name, or null where none has it. */
  static @Nullable ReportForm find(String name) {
    for (ReportForm form :
        ServiceLoader.load(ReportForm.class, ReportForm.class.getClassLoader())) {
      if (form.name().equals(name)) {
        return form;
      }
    }
    return null;
  }

  /**
   * The form of a name.
   *
   * @throws IllegalArgumentException where none has it; the message names all of them
   */
  static ReportForm named(String name) {
    ReportForm form = find(name);
    if (form == null) {
      throw new IllegalArgumentException(
          "'%s' is not known; there are %s".formatted(name, String.join(", ", names())));
    }
    return form;
  }

  /** The names of all forms, sorted. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ServiceLoader.load(ReportForm.class, ReportForm.class.getClassLoader())
        .forEach(form -> names.add(form.name()));
    return names;
  }
}
