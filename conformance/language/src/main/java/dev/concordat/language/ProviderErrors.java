package dev.concordat.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a provider says that something is wrong, beyond what its contract says: its {@code
 * errors.yaml}. What that leaves out is as OpenAI does it, as most servers do.
 *
 * @param about what the file says of itself; null where it says nothing
 * @param forms the forms that the client reads errors in; empty for those that most servers have
 * @param requestId the headers that may hold the id of a request
 * @param body the body of an error; a text such as <code>${code}</code> is the place of a value;
 *     missing where the file has none
 * @param leftOutIfNull the members of the body that are left out where they would be null
 * @param answers an error of each kind, such as {@code rate-limit}
 * @param codes what codes mean, where the status does not say it
 */
public record ProviderErrors(
    @Nullable String about,
    List<String> forms,
    List<String> requestId,
    JsonNode body,
    Set<String> leftOutIfNull,
    Map<String, Answer> answers,
    List<Code> codes) {
  /** The name of the file, beside the contract. */
  public static final String FILE = "errors.yaml";

  /** The forms in which the client can read an error. */
  public static final List<String> FORMS =
      List.of("nested", "flat", "oauth", "detail", "baidu", "gateway");

  /** What a code means to who gets it. */
  public enum Meaning {
    RATE_LIMIT,
    OVERLOAD,
    CREDENTIALS,
    TEMPORARY,
    LASTING;

    /** As the file has it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of them, as the file has them. */
    public static List<String> texts() {
      return Stream.of(values()).map(Meaning::text).toList();
    }
  }

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
   * @param means null where the file says what is no meaning
   */
  public record Code(String code, @Nullable Meaning means) {}

  /** What a file says. What is wrong with its form is said elsewhere. */
  public static ProviderErrors of(JsonNode json) {
    List<Code> codes = new ArrayList<>();
    for (JsonNode code : json.path("codes")) {
      codes.add(new Code(code.path("code").asString(""), meaning(code.path("means").asString(""))));
    }
    return new ProviderErrors(
        json.path("about").asString(null),
        texts(json.path("forms")),
        json.has("request-id") ? texts(json.path("request-id")) : List.of("x-request-id"),
        json.path("body"),
        new LinkedHashSet<>(texts(json.path("left-out-if-null"))),
        answers(json.path("answers")),
        List.copyOf(codes));
  }

  /** The same, with another's errors where it has none. */
  public ProviderErrors or(ProviderErrors usual) {
    return body.isMissingNode()
        ? new ProviderErrors(
            about, forms, requestId, usual.body, usual.leftOutIfNull, usual.answers, codes)
        : this;
  }

  private static @Nullable Meaning meaning(String text) {
    return Stream.of(Meaning.values())
        .filter(meaning -> meaning.text().equals(text))
        .findFirst()
        .orElse(null);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  private static Map<String, Answer> answers(JsonNode json) {
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
    return codes(List.of("rate-limit", "overload"), List.of(Meaning.RATE_LIMIT, Meaning.OVERLOAD));
  }

  /** The codes of errors that say nothing of the request, but that another credential is wanted. */
  public Set<String> codesOfCredentials() {
    return codes(List.of("unauthorized"), List.of(Meaning.CREDENTIALS));
  }

  private Set<String> codes(List<String> kinds, List<Meaning> meanings) {
    Set<String> known = new LinkedHashSet<>();
    for (String kind : kinds) {
      Answer answer = answers.get(kind);
      if (answer != null) {
        known.add(answer.code().asString());
      }
    }
    codes.stream()
        .filter(code -> code.means() != null && meanings.contains(code.means()))
        .forEach(code -> known.add(code.code()));
    return known;
  }
}
