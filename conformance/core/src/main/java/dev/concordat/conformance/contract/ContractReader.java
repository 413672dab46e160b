package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes a contract of its two files. Everything that is wrong with them is said with its line. */
final class ContractReader {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final int MAX_REFERENCES = 16;

  private final String provider;
  private final SourceTree source;
  private final JsonNode document;
  private final List<String> schemaPlaces = new ArrayList<>();
  private final SchemaGraph schemas;

  private ContractReader(String provider, SourceTree source) {
    this.provider = provider;
    this.source = source;
    this.document = source.root();
    collectSchemas(JsonPointer.empty(), document, 0);
    try {
      this.schemas = SchemaGraph.compile(document, schemaPlaces);
    } catch (SchemaGraph.SchemaException e) {
      throw source.error(e.pointer(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a contract.
   *
   * @throws ContractException where one of the files has a mistake
   */
  static Contract read(String provider, SourceTree source, SourceTree ledger) {
    Form.CONTRACT.check(source);
    return readLedger(provider, source, ledger);
  }

  /**
   * Reads a contract that need not name its sources.
   *
   * @param ledger its ledger, or null where it has none
   * @throws ContractException where one of the files has a mistake
   */
  static Contract readOwn(String provider, SourceTree source, @Nullable SourceTree ledger) {
    Form.ownContract().check(source);
    if (ledger != null) {
      return readLedger(provider, source, ledger);
    }
    DocumentKeys.check(source);
    Ledger none = LedgerReader.absent(source);
    return new ContractReader(provider, source).contract(none);
  }

  private static Contract readLedger(String provider, SourceTree source, SourceTree ledger) {
    Form.LEDGER.check(ledger);
    ContractReader reader = new ContractReader(provider, source);
    DocumentKeys.check(source, ledger);
    Ledger entries = LedgerReader.read(provider, ledger, source);
    reader.checkObserved(entries, ledger);
    return reader.contract(entries);
  }

  // What is no schema meets no value, so that nothing would be tolerated there.
  private void checkObserved(Ledger entries, SourceTree ledger) {
    int index = 0;
    for (Ledger.Entry entry : entries.entries().values()) {
      for (Ledger.Observed observed : entry.observed()) {
        SchemaNode schema = schemas.find(observed.at());
        boolean isSchema = schema != null && schema.pointer().equals(observed.at());
        boolean isBody =
            "body".equals(observed.missing()) && observed.at().endsWith("/requestBody");
        if (!isSchema && !isBody && observed.unstable() == null) {
          throw ledger.error(
              "/entries/%d/observed".formatted(index),
              "%s observes something at %s, which is no schema or only a $ref to one"
                  .formatted(entry.id(), observed.at()));
        }
      }
      index++;
    }
  }

  private Contract contract(Ledger ledger) {
    List<Server> servers = new ArrayList<>();
    document.path("servers").forEach(server -> servers.add(new Server(url(server))));
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : METHODS) {
        if (path.getValue().has(method)) {
          operations.add(operation(path.getKey(), path.getValue(), method));
        }
      }
    }
    return new Contract(provider, schemas, servers, operations, ledger);
  }

  private static String url(JsonNode server) {
    String url = server.path("url").asString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private Operation operation(String path, JsonNode item, String method) {
    JsonPointer at = JsonPointer.compile("/paths").appendProperty(path).appendProperty(method);
    JsonNode json = item.get(method);
    List<Operation.Parameter> parameters = new ArrayList<>();
    parameters.addAll(parameters(at.head().appendProperty("parameters"), item.path("parameters")));
    parameters.addAll(parameters(at.appendProperty("parameters"), json.path("parameters")));
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
        when(at.appendProperty("x-when"), json.path("x-when")),
        Agreement.of(json.path("x-agreement"), "#" + at.appendProperty("x-agreement")));
  }

  private List<Operation.Parameter> parameters(JsonPointer at, JsonNode list) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonPointer place = resolve(at.appendIndex(i));
      JsonNode json = document.at(place);
      parameters.add(parameter(json.path("name").asString(), json.path("in").asString(), place));
    }
    return parameters;
  }

  private Operation.Parameter parameter(String name, String in, JsonPointer place) {
    return new Operation.Parameter(
        name,
        in,
        document.at(place).path("required").asBoolean(false),
        schema(place.appendProperty("schema")),
        "#" + place);
  }

  private Operation.@Nullable RequestBody requestBody(JsonPointer at) {
    if (document.at(at).isMissingNode()) {
      return null;
    }
    JsonPointer place = resolve(at);
    JsonNode json = document.at(place);
    return new Operation.RequestBody(
        json.path("required").asBoolean(false),
        json.path("x-media-type-required").asBoolean(false),
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
    JsonNode error = json.path("x-error");
    JsonNode errorHeaders = json.path("x-error-headers");
    return new Operation.Response(
        status,
        content(place),
        error.isString() ? named(place.appendProperty("x-error"), error.stringValue()) : null,
        errorHeaders.isObject()
            ? new Operation.ErrorHeaders(
                errorHeaders.path("code").asString(), errorHeaders.path("message").asString())
            : null,
        headers,
        "#" + place);
  }

  private Map<String, Operation.MediaType> content(JsonPointer at) {
    Map<String, Operation.MediaType> content = new LinkedHashMap<>();
    for (String name : document.at(at).path("content").propertyNames()) {
      JsonPointer place = at.appendProperty("content").appendProperty(name);
      content.put(
          Operation.essence(name),
          new Operation.MediaType(
              schema(place.appendProperty("schema")), document.at(place), "#" + place));
    }
    return content;
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
        if (json.isMissingNode()) {
          throw source.error("/security", "security: there is no scheme '%s'".formatted(scheme));
        }
        together.add(credential(json, place));
      }
      security.add(together);
    }
    return security;
  }

  private Operation.Credential credential(JsonNode json, JsonPointer place) {
    JsonNode pattern = json.path("x-pattern");
    String scheme = json.path("scheme").asString("");
    return new Operation.Credential(
        json.path("type").asString().equals("http")
            ? "Authorization"
            : json.path("name").asString(),
        scheme.isEmpty()
            ? null
            : scheme.substring(0, 1).toUpperCase(Locale.ROOT) + scheme.substring(1),
        pattern.isString()
            ? pattern(pattern.stringValue(), place.appendProperty("x-pattern"))
            : null,
        json.path("x-signature").asString(null),
        "#" + place);
  }

  private Pattern pattern(String text, JsonPointer place) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw source.error(
          place.toString(), "x-pattern: %s in '%s'".formatted(e.getDescription(), text));
    }
  }

  private @Nullable SchemaNode schema(JsonPointer at) {
    return document.at(at).isMissingNode() ? null : schemas.at("#" + at);
  }

  private SchemaNode named(JsonPointer at, String pointer) {
    SchemaNode schema = schemas.find(pointer);
    if (schema == null) {
      throw source.error(at.toString(), "there is no schema at " + pointer);
    }
    return schema;
  }

  private JsonPointer resolve(JsonPointer at) {
    JsonPointer place = at;
    for (int hops = 0; document.at(place).has("$ref"); hops++) {
      String target = document.at(place).get("$ref").asString();
      if (!target.startsWith("#/") || document.at(target.substring(1)).isMissingNode()) {
        throw source.error(
            place.toString(),
            "$ref: there is nothing at %s; references must lead to a place in this file"
                .formatted(target));
      }
      if (hops == MAX_REFERENCES) {
        throw source.error(at.toString(), "the $ref leads in a circle");
      }
      place = JsonPointer.compile(target.substring(1));
    }
    return place;
  }

  // A schema stands under the key "schema", under components/schemas, and where an extension of
  // ours holds a condition.
  private void collectSchemas(JsonPointer at, JsonNode node, int depth) {
    if (depth == 2 && at.toString().equals("/components/schemas")) {
      node.propertyNames().forEach(name -> schemaPlaces.add("#" + at.appendProperty(name)));
      return;
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      JsonPointer place = at.appendProperty(child.getKey());
      boolean isCondition = at.toString().endsWith("/x-event-stream/error");
      boolean isSchema =
          child.getKey().equals("schema")
              && (child.getValue().isObject() || child.getValue().isBoolean());
      if (isSchema || isCondition) {
        schemaPlaces.add("#" + place);
      } else if (child.getKey().equals("x-when")) {
        for (int i = 0; i < child.getValue().size(); i++) {
          if (child.getValue().get(i).has("request")) {
            schemaPlaces.add("#" + place.appendIndex(i).appendProperty("request"));
          }
        }
      } else {
        collectSchemas(place, child.getValue(), depth + 1);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collectSchemas(at.appendIndex(i), node.get(i), depth + 1);
    }
  }
}
