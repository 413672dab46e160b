package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A keyword of networknt whose work grows with the value that it is held against, and is counted
 * so.
 */
final class CountedKeyword extends AbstractKeyword {
  // Those that go through a value, and those that compare it as a whole.
  private static final List<String> LISTING =
      List.of(
          "additionalProperties",
          "patternProperties",
          "propertyNames",
          "contains",
          "unevaluatedProperties",
          "unevaluatedItems");
  private static final List<String> COMPARING = List.of("const", "enum", "uniqueItems");

  private final Keyword counted;
  private final boolean isDeep;

  private CountedKeyword(Keyword counted, boolean isDeep) {
    super(counted.getValue());
    this.counted = counted;
    this.isDeep = isDeep;
  }

  /** All such keywords of a dialect. */
  static List<CountedKeyword> allOf(Dialect dialect) {
    return Stream.concat(
            LISTING.stream().map(name -> new CountedKeyword(keyword(dialect, name), false)),
            COMPARING.stream().map(name -> new CountedKeyword(keyword(dialect, name), true)))
        .toList();
  }

  private static Keyword keyword(Dialect dialect, String name) {
    Keyword keyword = dialect.getKeywords().get(name);
    if (keyword == null) {
      throw new IllegalStateException("the dialect has no " + name);
    }
    return keyword;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context)
      throws Exception {
    return new Validator(counted.newValidator(location, value, parent, context), isDeep);
  }

  private record Validator(KeywordValidator counted, boolean isDeep) implements KeywordValidator {
    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      if (value.isContainer() && execution instanceof CountedContext context) {
        context.budget().spend(isDeep ? StepBudget.sizeOf(value) : value.size());
      }
      counted.validate(execution, value, root, location);
    }

    @Override
    public void preloadSchema() {
      counted.preloadSchema();
    }

    @Override
    public String getKeyword() {
      return counted.getKeyword();
    }

    @Override
    public SchemaLocation getSchemaLocation() {
      return counted.getSchemaLocation();
    }
  }
}
