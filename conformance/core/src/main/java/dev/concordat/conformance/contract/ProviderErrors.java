package dev.concordat.conformance.contract;

import dev.concordat.language.ContractException;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a provider says that something is wrong, beyond what its contract says: its {@code
 * errors.yaml}. What that leaves out is as OpenAI does it, as most servers do.
 *
 * @param body the body of an error; a text such as <code>${code}</code> is the place of a value
 * @param leftOutIfNull the members of the body that are left out where they would be null
 * @param answers an error of each kind, such as {@code rate-limit}
 * @param codes what codes mean, where the status does not say it
 */
public record ProviderErrors(
    JsonNode body, Set<String> leftOutIfNull, Map<String, Answer> answers, List<Code> codes) {
  private static final String USUAL = "errors.yaml";

  /**
   * An error as it is answered.
   *
   * @param code its code, a text or a number
   * @param type its type, or null where this form has none
   */
  public record Answer(int status, JsonNode code, @Nullable String type, String message) {}

  /**
   * What a code means.
   *
   * @param code the code, a number as text
   * @param means {@code rate-limit}, {@code overload}, {@code credentials}, {@code temporary} or
   *     {@code lasting}
   */
  public record Code(String code, String means) {}

  // Read by those alone who need it.
  private static final class Usual {
    static final ProviderErrors ERRORS = read();

    private static ProviderErrors read() {
      try (InputStream in = ProviderErrors.class.getResourceAsStream(Contracts.ROOT + USUAL)) {
        if (in == null) {
          throw new ContractException(USUAL + " is not on the class path");
        }
        JsonNode json = SourceTree.read(USUAL, in).root();
        return new ProviderErrors(
            json.path("body"), Set.of(), answersOf(json.path("answers")), List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The errors of a provider of which nothing is known. */
  public static ProviderErrors usual() {
    return Usual.ERRORS;
  }

  /**
   * What a provider says.
   *
   * @param json a file of the form that is checked elsewhere
   */
  static ProviderErrors of(JsonNode json) {
    List<Code> codes = new ArrayList<>();
    for (JsonNode code : json.path("codes")) {
      codes.add(new Code(code.path("code").asString(), code.path("means").asString()));
    }
    if (!json.has("body")) {
      return new ProviderErrors(
          usual().body(), usual().leftOutIfNull(), usual().answers(), List.copyOf(codes));
    }
    Set<String> leftOut = new LinkedHashSet<>();
    json.path("left-out-if-null").forEach(name -> leftOut.add(name.asString()));
    return new ProviderErrors(
        json.path("body"), leftOut, answersOf(json.path("answers")), List.copyOf(codes));
  }

  private static Map<String, Answer> answersOf(JsonNode json) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    json.forEachEntry(
        (kind, answer) ->
            answers.put(
                kind,
                new Answer(
                    answer.path("status").asInt(),
                    answer.path("code"),
                    answer.path("type").asString(null),
                    answer.path("message").asString())));
    return answers;
  }

  /** The codes of errors that say nothing of the request, but that there are too many. */
  public Set<String> codesOfLoad() {
    return codes(List.of("rate-limit", "overload"), List.of("rate-limit", "overload"));
  }

  /** The codes of errors that say nothing of the request, but that another credential is wanted. */
  public Set<String> codesOfCredentials() {
    return codes(List.of("unauthorized"), List.of("credentials"));
  }

  private Set<String> codes(List<String> kinds, List<String> meanings) {
    Set<String> known = new LinkedHashSet<>();
    for (String kind : kinds) {
      Answer answer = answers.get(kind);
      if (answer != null) {
        known.add(answer.code().asString());
      }
    }
    codes.stream()
        .filter(code -> meanings.contains(code.means()))
        .forEach(c -> known.add(c.code()));
    return known;
  }
}
