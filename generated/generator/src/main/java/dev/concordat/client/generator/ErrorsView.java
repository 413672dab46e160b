package dev.concordat.client.generator;

import dev.concordat.language.ProviderErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the template is told of a provider's errors: those of the {@code errors.yaml} beside its
 * contract. Without one they are read in the forms that most servers have.
 *
 * @param name the name of the class
 * @param shapes the constants of the forms, as arguments of a Java call
 * @param requestId the headers that may hold the id of a request, likewise
 */
record ErrorsView(
    String name, List<String> docs, String shapes, String requestId, List<Code> codes) {
  private static final List<String> USUAL = List.of("nested", "flat", "oauth", "detail");

  /** What a code means: the code as a Java literal, and the constant. */
  record Code(String code, String means) {}

  /**
   * The errors of the provider whose contract this is.
   *
   * @throws RefusedContractException if the file has a mistake; the message names the line
   */
  static ErrorsView of(String provider, Path contract) {
    Path file = contract.resolveSibling(ProviderErrors.FILE);
    Source source = Files.exists(file) ? Source.read(file.toString()) : null;
    ProviderErrors errors =
        ProviderErrors.of(source == null ? JsonNodeFactory.instance.objectNode() : source.root());
    if (source != null) {
      check(errors, source);
    }
    String name = Names.pascal(provider) + "Errors";
    return new ErrorsView(
        name,
        List.of(" " + Docs.escape(about(errors, provider))),
        String.join(
            ", ",
            (errors.forms().isEmpty() ? USUAL : errors.forms())
                .stream().map(form -> "ErrorShape." + form.toUpperCase(Locale.ROOT)).toList()),
        String.join(", ", errors.requestId().stream().map(Names::literal).toList()),
        errors.codes().stream()
            .map(code -> new Code(Names.literal(code.code()), String.valueOf(code.means())))
            .toList());
  }

  private static void check(ProviderErrors errors, Source source) {
    for (int i = 0; i < errors.forms().size(); i++) {
      if (!ProviderErrors.FORMS.contains(errors.forms().get(i))) {
        throw refused(source, "/forms/" + i, "form of an error", ProviderErrors.FORMS);
      }
    }
    for (int i = 0; i < errors.codes().size(); i++) {
      if (errors.codes().get(i).means() == null) {
        List<String> meanings = ProviderErrors.Meaning.texts();
        throw refused(source, "/codes/%d/means".formatted(i), "meaning of a code", meanings);
      }
    }
  }

  private static RefusedContractException refused(
      Source source, String pointer, String what, List<String> known) {
    return new RefusedContractException(
        "%s: that is no %s; write one of %s"
            .formatted(source.place(pointer), what, String.join(", ", known)));
  }

  private static String about(ProviderErrors errors, String provider) {
    return errors.about() == null ? "The errors of " + provider + "." : errors.about();
  }
}
