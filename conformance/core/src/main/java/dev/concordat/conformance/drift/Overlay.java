package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.drift.Drift.Kind;
import dev.concordat.conformance.drift.Drift.Undocumented;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Extension;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of a contract that its drift proposes, as an OpenAPI Overlay 1.0.0: undocumented fields
 * with their observed types, and undocumented values of lists. A person decides on it. What it does
 * not propose, it remarks on.
 */
public final class Overlay {
  /** The key in {@code x-documents} that new places name as their source. */
  private static final String DOCUMENT = "recordings";

  private static final int MAX_PLACES = 3;

  private final Drift drift;
  private final JsonNode contract;
  private final ArrayNode actions = JsonNodeFactory.instance.arrayNode();
  private final List<String> remarks = new ArrayList<>();

  private Overlay(Drift drift) {
    this.drift = drift;
    this.contract = drift.contract().excerpt(JsonPointer.empty());
  }

  /** Makes the proposal. */
  public static Overlay of(Drift drift) {
    Overlay overlay = new Overlay(drift);
    overlay.fields();
    drift.undocumented(Kind.VALUE).forEach(overlay::value);
    overlay.remark();
    return overlay;
  }

  /** Whether nothing is proposed. Such an overlay has no document. */
  public boolean isEmpty() {
    return actions.isEmpty();
  }

  /** What a person should look at and what is not proposed, a line each. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** The overlay document in YAML. */
  public String yaml() {
    Contract target = drift.contract();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("overlay", "1.0.0");
    document
        .putObject("info")
        .put(
            "title",
            "What recordings of %s show that its contract does not say"
                .formatted(target.provider()))
        .put("version", "1.0.0");
    document.put("extends", target.place(""));
    document.set("actions", actions);
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(JsonMapper.shared().treeToValue(document, Object.class));
  }

  private void fields() {
    Map<String, List<Undocumented>> byOwner = new TreeMap<>();
    for (Undocumented field : drift.undocumented(Kind.FIELD)) {
      if (Objects.requireNonNull(field.name()).masked() || !isObject(field.pointer())) {
        remark(field, "not described");
      } else {
        byOwner.computeIfAbsent(field.pointer(), absent -> new ArrayList<>()).add(field);
      }
    }
    if (!byOwner.isEmpty()) {
      source(byOwner);
    }
    byOwner.forEach(this::fieldsOf);
    SumPaths paths = new SumPaths(drift);
    byOwner.values().stream()
        .flatMap(List::stream)
        .flatMap(field -> paths.of(field).stream())
        .distinct()
        .collect(
            Collectors.groupingBy(
                field -> field.sum() + "/" + field.list(), TreeMap::new, Collectors.toList()))
        .values()
        .forEach(this::addUp);
  }

  private void addUp(List<SumPaths.Missing> missing) {
    String sum = missing.get(0).sum();
    String name = missing.get(0).list();
    boolean hasList = contract.at(sum.substring(1)).path(name).isArray();
    for (SumPaths.Missing field : missing) {
      ObjectNode list = JsonNodeFactory.instance.objectNode();
      JsonNode path = JsonNodeFactory.instance.stringNode(field.path());
      list.putArray(name).add(path);
      action(
          hasList ? sum + "/" + name : sum,
          name.equals("append")
              ? "What differed within a stream, and is taken for pieces of one."
              : "What differed within a stream, of which the last is taken.",
          hasList ? path : list);
      hasList = true;
    }
  }

  private boolean isObject(String pointer) {
    return contract.at(pointer.substring(1)).isObject();
  }

  private void source(Map<String, List<Undocumented>> byOwner) {
    String date =
        byOwner.values().stream()
            .flatMap(List::stream)
            .map(field -> field.seen().last())
            .filter(Objects::nonNull)
            .map(last -> last.toLocalDate().toString())
            .max(String::compareTo)
            .orElse("undated");
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.putObject(DOCUMENT).put("title", "Recorded exchanges").put("date", date);
    action("#/" + Extension.DOCUMENTS.text(), "The source that the new places name.", update);
  }

  private void fieldsOf(String owner, List<Undocumented> fields) {
    boolean hasProperties = contract.at(owner.substring(1)).path("properties").isObject();
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    ObjectNode properties = hasProperties ? update : update.putObject("properties");
    for (Undocumented field : fields) {
      properties.set(Objects.requireNonNull(field.name()).text(), property(field));
    }
    action(
        hasProperties ? owner + "/properties" : owner,
        fields.size() == 1
            ? "An undocumented field."
            : "%d undocumented fields.".formatted(fields.size()),
        update);
  }

  private static ObjectNode property(Undocumented field) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    Set<JsonType> types = EnumSet.copyOf(field.types());
    if (types.contains(JsonType.NUMBER)) {
      types.remove(JsonType.INTEGER);
    }
    boolean isOnlyNull = types.equals(Set.of(JsonType.NULL));
    if (types.size() == 1 && !isOnlyNull) {
      schema.put("type", types.iterator().next().id());
    } else if (!isOnlyNull) {
      ArrayNode list = schema.putArray("type");
      types.stream().filter(type -> type != JsonType.NULL).forEach(type -> list.add(type.id()));
      if (types.contains(JsonType.NULL)) {
        list.add(JsonType.NULL.id());
      }
    }
    if (types.contains(JsonType.OBJECT)) {
      schema.put("additionalProperties", true);
    }
    schema.put(
        "description",
        "Not documented. %s.%s"
            .formatted(capital(times(field.seen())), isOnlyNull ? " Only null was seen." : ""));
    schema
        .putObject(Extension.SOURCE.text())
        .put("document", DOCUMENT)
        .put(
            "section",
            field.seen().places().stream()
                .limit(MAX_PLACES)
                .map(
                    place -> "%s %s %s".formatted(place.operation(), place.part(), place.pointer()))
                .collect(Collectors.joining("; ")));
    return schema;
  }

  private void value(Undocumented value) {
    JsonNode found = value.example() == null ? null : value.example().value();
    JsonNode list = contract.at(value.pointer().substring(1));
    boolean isOpen = SchemaNode.isOfKnownValues(value.pointer());
    // The form of the extension takes texts only, and a null would read as no update at all.
    boolean isProposed =
        list.isArray()
            && value.ledger() == null
            && (!isOpen || value.types().contains(JsonType.STRING));
    if (found != null && !found.isNull() && isProposed) {
      action(value.pointer(), "An undocumented value, %s.".formatted(times(value.seen())), found);
    } else {
      remark(value, "not among the documented values");
    }
  }

  private void action(String pointer, String description, JsonNode update) {
    actions
        .addObject()
        .put("target", JsonPath.of(contract, JsonPointer.compile(pointer.substring(1))))
        .put("description", description)
        .set("update", update);
  }

  private void remark() {
    for (Kind kind : List.of(Kind.TYPE, Kind.HEADER, Kind.PARAMETER, Kind.EVENT)) {
      drift.undocumented(kind).forEach(item -> remark(item, "not described"));
    }
    for (Drift.AlwaysPresent field : drift.alwaysPresent()) {
      remarks.add(
          "%s: %s is not required; none of %d objects lacked it"
              .formatted(field.pointer(), field.name(), field.objects()));
    }
    for (Drift.Absent field : drift.absent()) {
      remarks.add(
          "%s: %s is required; %s lacked it%s"
              .formatted(
                  field.pointer(),
                  field.name(),
                  field.objects() == null
                      ? field.seen().count() + " objects"
                      : "%d of %d objects".formatted(field.seen().count(), field.objects()),
                  tolerated(field.ledger())));
    }
  }

  private void remark(Undocumented item, String what) {
    Label name = item.name();
    String shown =
        switch (item.kind()) {
          case VALUE -> String.valueOf(item.example());
          case TYPE -> "the type " + item.types().iterator().next().id();
          default -> "the %s %s".formatted(singular(item.kind()), name == null ? "" : name.text());
        };
    remarks.add(
        "%s: %s is %s, %s%s"
            .formatted(item.pointer(), shown, what, times(item.seen()), tolerated(item.ledger())));
  }

  private static String singular(Kind kind) {
    return kind.plural().substring(0, kind.plural().length() - 1);
  }

  private static String tolerated(@Nullable String ledger) {
    return ledger == null ? "" : " (%s)".formatted(ledger);
  }

  private static String times(Drift.Seen seen) {
    return "seen %s in %s"
        .formatted(
            seen.count() == 1 ? "once" : seen.count() + " times",
            seen.exchanges() == 1 ? "1 exchange" : seen.exchanges() + " exchanges");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
