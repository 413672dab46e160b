package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.conformance.schema.Problem;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.language.Keyword;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the examples and defaults of schemas, parameters and bodies meet their schemas. That
 * needs schemas without a mistake.
 */
final class ExampleChecks {
  private final Draft draft;
  private @Nullable SchemaEngine engine;

  ExampleChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    draft.objects().all(Kind.SCHEMA).forEach(this::schema);
    for (Kind kind : List.of(Kind.PARAMETER, Kind.HEADER, Kind.MEDIA_TYPE)) {
      for (Found owner : draft.objects().all(kind)) {
        SchemaNode schema = draft.schema(owner);
        example(owner.in("example"), schema);
        Found named = owner.in("examples");
        named.json().forEachEntry((name, value) -> example(named.in(name).in("value"), schema));
      }
    }
  }

  private void schema(Found schema) {
    if (schema.json().has("examples") || schema.json().has("default")) {
      SchemaNode node = draft.schemas().find(schema.pointer());
      example(schema.in("default"), node);
      Found examples = schema.in("examples");
      for (int i = 0; i < examples.json().size(); i++) {
        example(new Found(examples.at().appendIndex(i), examples.json().get(i)), node);
      }
    }
    Keyword.subschemas(
        schema.json(), (at, inner) -> schema(new Found(schema.at().append(at), inner)));
  }

  private void example(Found example, @Nullable SchemaNode schema) {
    if (schema == null || example.json().isMissingNode()) {
      return;
    }
    try {
      if (engine == null) {
        engine = SchemaEngine.of(draft.schemas());
      }
      for (Problem problem : engine.validate(example.json(), schema)) {
        boolean isDefault = "default".equals(example.at().last().getMatchingProperty());
        draft.wrong(
            example,
            "the %s does not meet its schema: %s%s"
                .formatted(
                    isDefault ? "default" : "example",
                    problem.pointer().isEmpty() ? "" : problem.pointer() + ": ",
                    problem.message()));
      }
    } catch (SchemaEngine.EngineException e) {
      draft.wrong(example, "the example cannot be held against its schema: " + e.getMessage());
    }
  }
}
