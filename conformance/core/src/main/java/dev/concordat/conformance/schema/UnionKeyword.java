package dev.concordat.conformance.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AnyOfValidator;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.OneOfValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code oneOf} or {@code anyOf} that tries only the branches which do not certainly contradict a
 * value, and where none takes it reports what is wrong in the one that the value means: by its
 * discriminator, else the nearest. Its verdict is that of the standard, whatever the discriminator
 * says.
 */
final class UnionKeyword extends AbstractKeyword {
  private final SchemaGraph graph;

  private UnionKeyword(String keyword, SchemaGraph graph) {
    super(keyword);
    this.graph = graph;
  }

  /** Both of them. */
  static List<UnionKeyword> of(SchemaGraph graph) {
    return List.of(new UnionKeyword("oneOf", graph), new UnionKeyword("anyOf", graph));
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode branches, Schema parent, SchemaContext context) {
    String fragment = "#" + location.getFragment();
    SchemaNode owner = graph.find(fragment.substring(0, fragment.lastIndexOf('/')));
    if (owner == null || owner.union() == null || !owner.union().keyword().equals(getValue())) {
      // A union in a place that the graph does not reach, inside "not" say: no one asks which
      // branch was meant there.
      return getValue().equals("oneOf")
          ? new OneOfValidator(location, branches, parent, context)
          : new AnyOfValidator(location, branches, parent, context);
    }
    return new Validator(this, location, branches, parent, context, owner.union());
  }

  private static final class Validator extends BaseKeywordValidator {
    private final Union union;
    private final List<Schema> branches = new ArrayList<>();

    Validator(
        Keyword keyword,
        SchemaLocation location,
        JsonNode branches,
        Schema parent,
        SchemaContext context,
        Union union) {
      super(keyword, branches, location, parent, context);
      this.union = union;
      for (int i = 0; i < branches.size(); i++) {
        this.branches.add(context.newSchema(location.append(i), branches.get(i), parent));
      }
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      List<Integer> open = union.open(value);
      Union.Choice meant = union.choose(value);
      if (open.size() == 1
          && meant instanceof Union.Choice.One one
          && open.get(0) == union.branches().indexOf(one.branch())) {
        validate(open.get(0), execution, value, root, location);
        return;
      }
      Map<Integer, FirstErrors> tried = new LinkedHashMap<>();
      int valid = 0;
      for (int index : open) {
        FirstErrors errors = attempt(index, execution, value, root, location);
        tried.put(index, errors);
        valid += errors.isEmpty() ? 1 : 0;
        if (valid > 1 && union.keyword().equals("oneOf")) {
          fail(execution, union.keyword(), getSchemaNode(), value, location);
          return;
        }
      }
      if (valid == 0) {
        explain(meant, tried, execution, value, root, location);
      }
    }

    private void validate(
        int index, ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      execution.evaluationPathAddLast(index);
      try {
        branches.get(index).validate(execution, value, root, location);
      } finally {
        execution.evaluationPathRemoveLast();
      }
    }

    private FirstErrors attempt(
        int index, ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      List<Error> before = execution.getErrors();
      FirstErrors errors = new FirstErrors();
      execution.setErrors(errors);
      try {
        validate(index, execution, value, root, location);
      } catch (FirstErrors.Full e) {
        // Far enough from this branch.
        return errors;
      } finally {
        execution.setErrors(before);
      }
      return errors;
    }

    // No branch takes the value: what is wrong is told of the one that it means.
    private void explain(
        Union.Choice meant,
        Map<Integer, FirstErrors> tried,
        ExecutionContext execution,
        JsonNode value,
        JsonNode root,
        NodePath location) {
      if (meant instanceof Union.Choice.One one) {
        nearest(List.of(one.branch()), tried, execution, value, root, location);
      } else if (meant instanceof Union.Choice.Several several) {
        nearest(several.branches(), tried, execution, value, root, location);
      } else if (meant instanceof Union.Choice.WrongType wrong) {
        fail(
            execution,
            "type",
            names(wrong.types().stream().map(JsonType::id).toList()),
            value,
            location);
      } else if (meant instanceof Union.Choice.Untold untold) {
        JsonNode told = value.path(untold.property());
        if (told.isMissingNode()) {
          missing(execution, untold.property(), value, location);
        } else {
          NodePath at = location.append(untold.property());
          fail(execution, "type", names(List.of("string")), told, at);
        }
      } else if (meant instanceof Union.Choice.Unknown unknown) {
        NodePath at = location.append(unknown.property());
        JsonNode known = names(List.copyOf(unknown.known()));
        fail(execution, "discriminator", known, value.path(unknown.property()), at);
      }
    }

    private void nearest(
        List<SchemaNode> candidates,
        Map<Integer, FirstErrors> tried,
        ExecutionContext execution,
        JsonNode value,
        JsonNode root,
        NodePath location) {
      FirstErrors nearest = null;
      for (SchemaNode candidate : candidates) {
        int index = union.branches().indexOf(candidate);
        FirstErrors errors = tried.get(index);
        if (errors == null) {
          errors = attempt(index, execution, value, root, location);
        }
        if (nearest == null || errors.size() < nearest.size()) {
          nearest = errors;
        }
      }
      if (nearest == null || nearest.isEmpty()) {
        fail(execution, union.keyword(), getSchemaNode(), value, location);
      } else {
        execution.getErrors().addAll(nearest);
      }
    }

    private void fail(
        ExecutionContext execution,
        String keyword,
        JsonNode expected,
        JsonNode found,
        NodePath location) {
      execution.addError(
          error()
              .keyword(keyword)
              .schemaNode(expected)
              .instanceNode(found)
              .instanceLocation(location)
              .evaluationPath(execution.getEvaluationPath())
              .message(keyword)
              .build());
    }

    private void missing(
        ExecutionContext execution, String property, JsonNode found, NodePath location) {
      execution.addError(
          error()
              .keyword("required")
              .schemaNode(names(List.of(property)))
              .instanceNode(found)
              .instanceLocation(location)
              .evaluationPath(execution.getEvaluationPath())
              .property(property)
              .message("required")
              .build());
    }

    private static JsonNode names(List<String> names) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      names.forEach(array::add);
      return array;
    }
  }
}
