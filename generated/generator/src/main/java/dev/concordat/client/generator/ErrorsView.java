package dev.concordat.client.generator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
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
  private static final String FILE = "errors.yaml";
  private static final List<String> USUAL = List.of("nested", "flat", "oauth", "detail");
  private static final Map<String, String> MEANINGS =
      Map.of(
          "rate-limit", "RATE_LIMIT",
          "overload", "OVERLOAD",
          "credentials", "CREDENTIALS",
          "temporary", "TEMPORARY",
          "lasting", "LASTING");

  /** What a code means: the code as a Java literal, and the constant. */
  record Code(String code, String means) {}

  /**
   * The errors of the provider whose contract this is.
   *
   * @throws RefusedContractException if the file has a mistake; the message names the line
   */
  static ErrorsView of(String provider, Path contract) {
    Path file = contract.resolveSibling(FILE);
    Source source = Files.exists(file) ? Source.read(file.toString()) : null;
    JsonNode json = source == null ? JsonNodeFactory.instance.objectNode() : source.root();
    List<String> forms = texts(json.path("forms"));
    List<String> headers =
        json.has("request-id") ? texts(json.path("request-id")) : List.of("x-request-id");
    List<Code> codes = new ArrayList<>();
    int at = 0;
    for (JsonNode code : json.path("codes")) {
      String means = MEANINGS.get(code.path("means").asString(""));
      if (means == null && source != null) {
        throw new RefusedContractException(
            "%s: `means: %s`; write one of %s"
                .formatted(
                    source.place("/codes/" + at),
                    code.path("means").asString(""),
                    String.join(", ", MEANINGS.keySet().stream().sorted().toList())));
      }
      codes.add(new Code(Names.literal(code.path("code").asString("")), String.valueOf(means)));
      at++;
    }
    String name = Names.pascal(provider) + "Errors";
    return new ErrorsView(
        name,
        List.of(" " + Docs.escape(json.path("about").asString("The errors of " + provider + "."))),
        String.join(
            ", ",
            (forms.isEmpty() ? USUAL : forms)
                .stream().map(form -> "ErrorShape." + form.toUpperCase(Locale.ROOT)).toList()),
        String.join(", ", headers.stream().map(Names::literal).toList()),
        codes);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    return texts;
  }
}
