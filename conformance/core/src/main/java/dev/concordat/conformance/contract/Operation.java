package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Agreement;
import dev.concordat.language.ErrorHeaders;
import dev.concordat.language.EventStream;
import dev.concordat.language.RateLimit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a contract. Every {@code pointer} in here is the place in the contract, as a URI
 * fragment.
 *
 * @param id the operation's id, unique in its contract
 * @param method the HTTP method in upper case
 * @param path the path template below the server's URL
 * @param summary what it does, in a line; empty where the contract does not say
 * @param requestBody the body of the request, or null where none is described
 * @param responses the answers by status: {@code 200}, {@code 4XX}, {@code default}
 * @param security the alternatives of which a request must satisfy one; empty where none is asked
 *     for
 * @param when which answer a request asks for; the first that matches counts
 * @param agreement in what an answer has to agree with its request
 * @param rateLimit how many requests are answered, or null where that is not documented
 */
public record Operation(
    String id,
    String method,
    String path,
    String summary,
    String pointer,
    List<Parameter> parameters,
    @Nullable RequestBody requestBody,
    Map<String, Response> responses,
    List<List<Credential>> security,
    List<When> when,
    Agreement agreement,
    @Nullable RateLimit rateLimit) {

  /**
   * A parameter, or a header of an answer.
   *
   * @param example the first example that stands beside its schema, or null where there is none
   * @param mayBeEmpty whether it may be there without a value, whatever its schema
   */
  public record Parameter(
      String name,
      String in,
      boolean required,
      @Nullable SchemaNode schema,
      Style style,
      @Nullable JsonNode example,
      boolean mayBeEmpty,
      String pointer) {}

  /**
   * How a parameter is written.
   *
   * @param name the style's name, such as {@code form} or {@code simple}
   * @param isExploded whether items and members stand by themselves
   * @param isJson whether it is written as JSON instead
   */
  public record Style(String name, boolean isExploded, boolean isJson) {}

  /**
   * The body of a request by media type.
   *
   * @param required whether there has to be a body
   * @param mediaTypeRequired whether a request has to say one of the media types
   */
  public record RequestBody(
      boolean required, boolean mediaTypeRequired, Map<String, MediaType> content, String pointer) {
    /** Where the contract says that a media type has to be said. */
    public String mediaTypeRequiredPointer() {
      return pointer + "/x-media-type-required";
    }
  }

  /**
   * A body of one media type.
   *
   * @param schema the schema of the body, or of one event of a stream; null where nothing can be
   *     said of it
   * @param stream how events follow each other and add up; null where the body is no stream
   * @param error the schema of what is an error of the stream and no event; null where there is
   *     none
   */
  public record MediaType(
      @Nullable SchemaNode schema,
      @Nullable EventStream stream,
      @Nullable SchemaNode error,
      String pointer) {}

  /**
   * An answer.
   *
   * @param status the status as the contract has it: {@code 200}, {@code 4XX}, {@code default}
   * @param error the schema of an error that may come in its place under the same status, or null
   * @param errorHeaders the headers that carry an error where the body is empty, or null
   * @param headers the described headers by name in lower case
   */
  public record Response(
      String status,
      Map<String, MediaType> content,
      @Nullable SchemaNode error,
      @Nullable ErrorHeaders errorHeaders,
      Map<String, Parameter> headers,
      String pointer) {}

  /**
   * A credential.
   *
   * @param in where it is sent: header, query or cookie
   * @param header the name of the header, query parameter or cookie
   * @param scheme the word before the credential, such as {@code Bearer}, or null where there is
   *     none
   * @param pattern what the header's whole value must match, or null where any will do
   * @param signature the algorithm that the request is signed with, such as {@code bce-auth-v1}, or
   *     null where the credential is a token
   */
  public record Credential(
      String in,
      String header,
      @Nullable String scheme,
      @Nullable Pattern pattern,
      @Nullable String signature,
      String pointer) {}

  /**
   * Which answer a request asks for.
   *
   * @param request the schema of the requests that ask for it, or null for all others
   * @param answer the media type
   */
  public record When(@Nullable SchemaNode request, String answer, String pointer) {}

  /** The credential that the contract names first, or null where requests need none. */
  public @Nullable Credential credential() {
    List<Credential> together = credentials();
    return together.isEmpty() ? null : together.get(0);
  }

  /** The credentials that the contract names first, all together; none where requests need none. */
  public List<Credential> credentials() {
    return security.stream().filter(each -> !each.isEmpty()).findFirst().orElse(List.of());
  }

  /**
   * The status of the answer when all went well: 200 where it is described, else the first that is;
   * null where none is.
   */
  public @Nullable Integer statusOfSuccess() {
    if (responses.containsKey("200")) {
      return 200;
    }
    return responses.keySet().stream()
        .filter(status -> status.matches("2\\d\\d|2XX|default"))
        .min(Comparator.comparing(status -> status.equals("default") ? "299" : status))
        .map(status -> status.matches("\\d+") ? Integer.parseInt(status) : 200)
        .orElse(null);
  }

  /** Whether its requests are signed with a key, rather than carry a token. */
  public boolean isSigned() {
    Credential credential = credential();
    return credential != null && credential.signature() != null;
  }

  /**
   * The described answer for a status: by number, by class, else the default; null where none is.
   */
  public @Nullable Response response(int status) {
    Response exact = responses.get(Integer.toString(status));
    if (exact != null) {
      return exact;
    }
    Response group = responses.get(status / 100 + "XX");
    return group != null ? group : responses.get("default");
  }

  /** The entry for a media type, parameters aside and case ignored, or null where there is none. */
  public static @Nullable MediaType find(Map<String, MediaType> content, String mediaType) {
    String essence = essence(mediaType);
    MediaType exact = content.get(essence);
    if (exact != null) {
      return exact;
    }
    int slash = essence.indexOf('/');
    MediaType range = slash < 0 ? null : content.get(essence.substring(0, slash) + "/*");
    return range != null ? range : content.get("*/*");
  }

  /** A media type without its parameters, in lower case. */
  public static String essence(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String essence = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
    return essence.strip().toLowerCase(Locale.ROOT);
  }
}
