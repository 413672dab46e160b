package dev.concordat.conformance.contract;

import dev.concordat.conformance.compiled.CompiledSchemas;
import dev.concordat.conformance.compiled.Places;
import dev.concordat.conformance.compiled.TreeCondition;
import dev.concordat.conformance.schema.Late;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaGraph;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Extension;
import dev.concordat.language.ProviderErrors;
import dev.concordat.language.SourceTree;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What one provider documents, compiled once and shared by threads. */
public final class Contract {
  private static final String FILE = "/openapi.yaml";

  private final String provider;
  private final SourceTree source;
  private final JsonNode document;
  private final Late<Set<String>> words;
  private final List<Server> servers;
  private final List<Operation> operations;
  private final Paths paths;
  private final SchemaGraph schemas;
  private final SchemaEngine engine;
  private final Places places;
  private final CompiledSchemas compiled;
  // Made when the operation is met.
  private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
  private final Map<String, Optional<TreeCondition>> conditions = new ConcurrentHashMap<>();
  // Findings are made at the same places over and over.
  private final Map<String, Optional<String>> sources = new ConcurrentHashMap<>();
  private final Supplier<Ledger> ledger;
  private final ProviderErrors errors;

  Contract(
      String provider,
      SourceTree source,
      SchemaGraph schemas,
      SchemaEngine engine,
      List<Server> servers,
      List<Operation> operations,
      Supplier<Ledger> ledger,
      ProviderErrors errors) {
    this.provider = provider;
    this.source = source;
    this.document = schemas.document();
    this.words = new Late<>(() -> Collections.unmodifiableSet(Words.of(document)));
    this.schemas = schemas;
    this.engine = engine;
    this.places = new Places(schemas);
    this.compiled = new CompiledSchemas(schemas, places);
    this.servers = List.copyOf(servers);
    this.operations = List.copyOf(operations);
    this.paths = new Paths(servers, operations);
    this.ledger = ledger;
    this.errors = errors;
  }

  /** The provider's id, such as {@code intern}. */
  public String provider() {
    return provider;
  }

  /** The contract's title. */
  public String title() {
    return document.at("/info/title").asString();
  }

  public List<Server> servers() {
    return servers;
  }

  public List<Operation> operations() {
    return operations;
  }

  /** Where its operations are served. */
  Paths paths() {
    return paths;
  }

  /** What stands in the variables of an operation's path, by name and as it is written. */
  public Map<String, String> variables(Operation operation, Server.Address address) {
    return paths.variables(operation, address);
  }

  /** Whether its requests are signed with a key, rather than carry a token. */
  public boolean isSigned() {
    return operations.stream().anyMatch(Operation::isSigned);
  }

  /** The compiled view of all its schemas. */
  public SchemaGraph schemas() {
    return schemas;
  }

  /** A number for each thing in its schemas that traffic may exercise. */
  public Places places() {
    return places;
  }

  /** The fast way through its schemas. */
  public CompiledSchemas compiled() {
    return compiled;
  }

  /** Which parts of clean bodies the rules of an operation of this contract look at. */
  public Wanted wanted(Operation operation) {
    return wanted.computeIfAbsent(operation.pointer(), pointer -> Wanted.of(operation));
  }

  /**
   * Whether a request asks for the answer of an {@code x-when}.
   *
   * @throws SchemaEngine.EngineException where the engine cannot say
   */
  public boolean isAskedBy(JsonNode request, Operation.When when) {
    SchemaNode asking = when.request();
    if (asking == null) {
      return true;
    }
    Optional<TreeCondition> condition =
        request.isObject()
            ? conditions.computeIfAbsent(
                when.pointer(), pointer -> Optional.ofNullable(TreeCondition.of(asking)))
            : Optional.empty();
    return condition.isPresent()
        ? condition.get().holds(request)
        : engine.validate(request, asking).isEmpty();
  }

  /** What asserts its schemas. */
  public SchemaEngine engine() {
    return engine;
  }

  public Ledger ledger() {
    return ledger.get();
  }

  /** What is known of how the provider says that something is wrong. */
  public ProviderErrors errors() {
    return errors;
  }

  /** The words of the contract: names of members and parameters, and the values that it lists. */
  public Set<String> words() {
    return words.get();
  }

  /**
   * What stands at a place, as it is written; for those who show or change a contract. What it
   * means is read here and nowhere else. Missing where there is nothing.
   *
   * @param place the place, as a JSON pointer
   */
  public JsonNode excerpt(JsonPointer place) {
    return document.at(place);
  }

  /**
   * The ids of the ledger's entries that a place follows from: those that it names itself, or those
   * of the nearest place around it that names any.
   *
   * @param place the place, as a JSON pointer
   */
  public Set<String> ledgerIds(JsonPointer place) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonPointer at = place; at != null && ids.isEmpty(); at = at.head()) {
      Extension.LEDGER.of(document.at(at)).forEach(id -> ids.add(id.asString()));
    }
    return ids;
  }

  /** How reports name a place: {@code intern/openapi.yaml#/components/…}. */
  public String place(String pointer) {
    return provider + FILE + pointer;
  }

  /**
   * The file that a place stands in and its line, or that of the nearest place around it.
   *
   * @param place the place, as a JSON pointer
   */
  public Line line(JsonPointer place) {
    return new Line(source.file(), source.line(place));
  }

  /**
   * A line of a contract.
   *
   * @param file the path of the contract's file, as it was read; {@code intern/openapi.yaml} where
   *     it ships with Concordat
   * @param number the line, from 1
   */
  public record Line(String file, int number) {}

  /**
   * The document and section that a place is taken from: the nearest {@code x-source} at or around
   * it. Null where there is none.
   *
   * @param pointer the place, as a URI fragment
   */
  public @Nullable String source(String pointer) {
    return sources.computeIfAbsent(pointer, this::sourceAround).orElse(null);
  }

  private Optional<String> sourceAround(String pointer) {
    JsonPointer at = JsonPointer.compile(pointer.substring(1));
    while (at != null) {
      JsonNode source = Extension.SOURCE.of(document.at(at));
      if (source.isObject()) {
        return Optional.of(citation(source));
      }
      at = at.head();
    }
    return Optional.empty();
  }

  private String citation(JsonNode source) {
    JsonNode cited = Extension.DOCUMENTS.of(document).path(source.path("document").asString());
    String version = cited.path("version").asString("");
    return "%s: %s (%s%s)"
        .formatted(
            cited.path("title").asString(),
            source.path("section").asString(),
            version.isEmpty() ? "" : version + ", ",
            cited.path("date").asString());
  }
}
