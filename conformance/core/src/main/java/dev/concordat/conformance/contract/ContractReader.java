package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Late;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Agreement;
import dev.concordat.language.ContractException;
import dev.concordat.language.ErrorHeaders;
import dev.concordat.language.EventStream;
import dev.concordat.language.Extension;
import dev.concordat.language.Flaws;
import dev.concordat.language.IgnoredHeaders;
import dev.concordat.language.Nearest;
import dev.concordat.language.ProviderErrors;
import dev.concordat.language.RateLimit;
import dev.concordat.language.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes a contract of its two files. All that is wrong with them is said, each with its line. */
final class ContractReader {
  private static final int MAX_REFERENCES = 16;

  private final String provider;
  private final JsonNode document;
  private final SchemaGraph schemas;
  private final SourceTree source;

  private ContractReader(String provider, Draft draft) {
    this.provider = provider;
    this.document = draft.document();
    this.schemas = draft.schemas();
    this.source = draft.source();
  }

  /**
   * Reads a contract.
   *
   * @param form the form that it must have
   * @param contract reads its file
   * @param ledger reads its ledger; null where it has none
   * @param errors reads what is known of its errors; null where nothing is
   * @throws ContractException with all that is wrong with the files
   */
  static Contract read(
      String provider,
      Form form,
      Supplier<SourceTree> contract,
      @Nullable Supplier<SourceTree> ledger,
      @Nullable Supplier<SourceTree> errors) {
    Flaws flaws = new Flaws();
    SourceTree source = flaws.read(contract);
    SourceTree ledgerFile = ledger == null ? null : flaws.read(ledger);
    if (ledgerFile != null) {
      Form.LEDGER.check(ledgerFile, flaws);
    }
    Draft draft = source == null ? null : draft(form, source, ledgerFile, flaws);
    // What a ledger has that cannot be read is not known.
    Ledger entries =
        draft == null || (ledger != null && ledgerFile == null)
            ? null
            : new LedgerReader(provider, draft, ledgerFile, flaws).read();
    SourceTree known = errors == null ? null : flaws.read(errors);
    if (known != null) {
      checkErrors(provider, known, entries, flaws);
    }
    flaws.refuse();
    new ExampleChecks(Objects.requireNonNull(draft)).check();
    flaws.refuse();
    Ledger verified = Objects.requireNonNull(entries);
    return new ContractReader(provider, draft)
        .contract(SchemaEngine.of(draft.schemas()), () -> verified, errorsOf(known));
  }

  private static ProviderErrors errorsOf(@Nullable SourceTree errors) {
    return errors == null
        ? UsualErrors.errors()
        : ProviderErrors.of(errors.root()).or(UsualErrors.errors());
  }

  private static void checkErrors(
      String provider, SourceTree errors, @Nullable Ledger ledger, Flaws flaws) {
    Form.errors().check(errors, flaws);
    JsonNode stated = errors.root().path("provider");
    if (stated.isString() && !stated.stringValue().equals(provider)) {
      flaws.wrong(errors, "/provider", "these are not the errors of '%s'".formatted(provider));
    }
    JsonNode ids = errors.root().path("ledger");
    for (int i = 0; ledger != null && ids.isArray() && i < ids.size(); i++) {
      String id = ids.get(i).asString("");
      if (!ledger.entries().containsKey(id)) {
        flaws.wrong(
            errors,
            "/ledger/" + i,
            "ledger names '%s', which the ledger does not have; %s"
                .formatted(id, Nearest.hint(id, ledger.entries().keySet())));
      }
    }
  }

  /**
   * Reads a contract that was read and verified before.
   *
   * @param ledger reads its ledger, once that is asked for
   * @param errors what is known of its errors; null where nothing is
   */
  static Contract readVerified(
      String provider,
      SourceTree contract,
      Supplier<SourceTree> ledger,
      @Nullable SourceTree errors) {
    Flaws flaws = new Flaws();
    Draft draft = Draft.verified(contract, flaws);
    flaws.refuse();
    Late<Ledger> entries =
        new Late<>(() -> LedgerReader.ofVerified(provider, draft, ledger.get(), flaws).read());
    return new ContractReader(provider, draft)
        .contract(SchemaEngine.late(draft.schemas()), entries, errorsOf(errors));
  }

  private static Draft draft(
      Form form, SourceTree source, @Nullable SourceTree ledger, Flaws flaws) {
    form.check(source, flaws);
    Draft draft = new Draft(source, flaws);
    new OperationChecks(draft).check();
    new SchemaChecks(draft).check();
    new StreamChecks(draft).check();
    new AgreementChecks(draft).check();
    DocumentKeys.check(source, ledger, flaws);
    return draft;
  }

  private Contract contract(SchemaEngine engine, Supplier<Ledger> ledger, ProviderErrors errors) {
    List<Server> servers = new ArrayList<>();
    document.path("servers").forEach(server -> servers.add(new Server(url(server))));
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : OpenApiObjects.METHODS) {
        if (path.getValue().has(method)) {
          operations.add(operation(path.getKey(), path.getValue(), method));
        }
      }
    }
    return new Contract(provider, source, schemas, engine, servers, operations, ledger, errors);
  }

  private static String url(JsonNode server) {
    String url = server.path("url").asString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private Operation operation(String path, JsonNode item, String method) {
    JsonPointer at = JsonPointer.compile("/paths").appendProperty(path).appendProperty(method);
    JsonNode json = item.get(method);
    List<Operation.Parameter> parameters =
        new ArrayList<>(
            parameters(at.head().appendProperty("parameters"), item.path("parameters")));
    for (Operation.Parameter own :
        parameters(at.appendProperty("parameters"), json.path("parameters"))) {
      // The path's is of operations that do not describe it themselves.
      parameters.removeIf(other -> other.in().equals(own.in()) && other.name().equals(own.name()));
      parameters.add(own);
    }
    Map<String, Operation.Response> responses = new LinkedHashMap<>();
    for (String status : json.path("responses").propertyNames()) {
      responses.put(
          status, response(status, at.appendProperty("responses").appendProperty(status)));
    }
    return new Operation(
        json.path("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        json.path("summary").asString(""),
        "#" + at,
        List.copyOf(parameters),
        requestBody(at.appendProperty("requestBody")),
        responses,
        security(json.has("security") ? json.get("security") : document.path("security")),
        when(at.appendProperty(Extension.WHEN.text()), Extension.WHEN.of(json)),
        Agreement.of(
            Extension.AGREEMENT.of(json), "#" + at.appendProperty(Extension.AGREEMENT.text())),
        RateLimit.of(json));
  }

  private List<Operation.Parameter> parameters(JsonPointer at, JsonNode list) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonPointer place = resolve(at.appendIndex(i));
      JsonNode json = document.at(place);
      String name = json.path("name").asString();
      String in = json.path("in").asString();
      if (!IgnoredHeaders.has(in, name)) {
        parameters.add(parameter(name, in, place));
      }
    }
    return parameters;
  }

  private Operation.Parameter parameter(String name, String in, JsonPointer place) {
    JsonNode json = document.at(place);
    String usual = in.equals("query") || in.equals("cookie") ? "form" : "simple";
    String style = json.path("style").asString(usual);
    boolean isExploded = json.path("explode").asBoolean(style.equals("form"));
    JsonPointer schema = place.appendProperty("schema");
    for (String media : json.path("content").propertyNames()) {
      schema = place.appendProperty("content").appendProperty(media).appendProperty("schema");
    }
    return new Operation.Parameter(
        name,
        in,
        json.path("required").asBoolean(false),
        schema(schema),
        new Operation.Style(style, isExploded, json.has("content")),
        example(json, place),
        json.path("allowEmptyValue").asBoolean(false),
        "#" + place);
  }

  private @Nullable JsonNode example(JsonNode json, JsonPointer place) {
    for (String name : json.path("examples").propertyNames()) {
      return document
          .at(resolve(place.appendProperty("examples").appendProperty(name)))
          .get("value");
    }
    return json.get("example");
  }

  private Operation.@Nullable RequestBody requestBody(JsonPointer at) {
    if (document.at(at).isMissingNode()) {
      return null;
    }
    JsonPointer place = resolve(at);
    JsonNode json = document.at(place);
    return new Operation.RequestBody(
        json.path("required").asBoolean(false),
        Extension.MEDIA_TYPE_REQUIRED.of(json).asBoolean(false),
        content(place),
        "#" + place);
  }

  private Operation.Response response(String status, JsonPointer at) {
    JsonPointer place = resolve(at);
    JsonNode json = document.at(place);
    Map<String, Operation.Parameter> headers = new LinkedHashMap<>();
    for (String name : json.path("headers").propertyNames()) {
      JsonPointer header = resolve(place.appendProperty("headers").appendProperty(name));
      headers.put(name.toLowerCase(Locale.ROOT), parameter(name, "header", header));
    }
    JsonNode error = Extension.ERROR.of(json);
    return new Operation.Response(
        status,
        content(place),
        error.isString() ? schemas.at(error.stringValue()) : null,
        ErrorHeaders.of(json, place),
        headers,
        "#" + place);
  }

  private Map<String, Operation.MediaType> content(JsonPointer at) {
    Map<String, Operation.MediaType> content = new LinkedHashMap<>();
    for (String name : document.at(at).path("content").propertyNames()) {
      JsonPointer place = at.appendProperty("content").appendProperty(name);
      JsonPointer stream = place.appendProperty(Extension.EVENT_STREAM.text());
      content.put(
          Operation.essence(name),
          new Operation.MediaType(
              bodySchema(place),
              stream(stream),
              schema(stream.appendProperty("error").appendProperty("event")),
              "#" + place));
    }
    return content;
  }

  private @Nullable EventStream stream(JsonPointer at) {
    JsonNode json = document.at(at);
    return json.isObject() ? EventStream.of(json, "#" + at) : null;
  }

  // OpenAPI 3.2 has the schema of an event in a place of its own.
  private @Nullable SchemaNode bodySchema(JsonPointer mediaType) {
    SchemaNode schema = schema(mediaType.appendProperty("schema"));
    return schema != null ? schema : schema(mediaType.appendProperty("itemSchema"));
  }

  private List<Operation.When> when(JsonPointer at, JsonNode list) {
    List<Operation.When> when = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonPointer place = at.appendIndex(i);
      when.add(
          new Operation.When(
              schema(place.appendProperty("request")),
              Operation.essence(list.get(i).path("answer").asString()),
              "#" + place));
    }
    return when;
  }

  private List<List<Operation.Credential>> security(JsonNode alternatives) {
    List<List<Operation.Credential>> security = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      List<Operation.Credential> together = new ArrayList<>();
      for (String scheme : alternative.propertyNames()) {
        JsonPointer place =
            JsonPointer.compile("/components/securitySchemes").appendProperty(scheme);
        JsonNode json = document.at(place);
        together.add(credential(json, place));
      }
      security.add(together);
    }
    return security;
  }

  private Operation.Credential credential(JsonNode json, JsonPointer place) {
    JsonNode pattern = Extension.PATTERN.of(json);
    String type = json.path("type").asString();
    boolean isKey = type.equals("apiKey");
    // However a token was had, it is sent after the word Bearer (RFC 6750).
    boolean isToken = type.equals("oauth2") || type.equals("openIdConnect");
    String scheme = json.path("scheme").asString(isToken ? "bearer" : "");
    return new Operation.Credential(
        isKey ? json.path("in").asString("header") : "header",
        isKey ? json.path("name").asString() : "Authorization",
        scheme.isEmpty()
            ? null
            : scheme.substring(0, 1).toUpperCase(Locale.ROOT) + scheme.substring(1),
        pattern.isString() ? Pattern.compile(pattern.stringValue()) : null,
        Extension.SIGNATURE.of(json).asString(null),
        "#" + place);
  }

  private @Nullable SchemaNode schema(JsonPointer at) {
    return document.at(at).isMissingNode() ? null : schemas.at("#" + at);
  }

  // Where it leads was looked at before.
  private JsonPointer resolve(JsonPointer at) {
    JsonPointer place = at;
    for (int hops = 0; document.at(place).has("$ref") && hops < MAX_REFERENCES; hops++) {
      place = JsonPointer.compile(document.at(place).get("$ref").asString().substring(1));
    }
    return place;
  }
}
