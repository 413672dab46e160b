package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * {@code minimum}, {@code maximum} and their exclusive forms, exact for numbers of any size and
 * scale. networknt's own fail on a number such as 1e400000000.
 */
final class BoundKeyword extends AbstractKeyword {
  private final IntPredicate holds;

  private BoundKeyword(String name, IntPredicate holds) {
    super(name);
    this.holds = holds;
  }

  /** All four; each is told whether a value's comparison with its bound holds. */
  static List<BoundKeyword> all() {
    return List.of(
        new BoundKeyword("minimum", comparison -> comparison >= 0),
        new BoundKeyword("maximum", comparison -> comparison <= 0),
        new BoundKeyword("exclusiveMinimum", comparison -> comparison > 0),
        new BoundKeyword("exclusiveMaximum", comparison -> comparison < 0));
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode bound, Schema parent, SchemaContext context) {
    return new Validator(this, location, bound, parent, context, holds);
  }

  private static final class Validator extends BaseKeywordValidator {
    private final BigDecimal bound;
    private final IntPredicate holds;

    Validator(
        Keyword keyword,
        SchemaLocation location,
        JsonNode bound,
        Schema parent,
        SchemaContext context,
        IntPredicate holds) {
      super(keyword, bound, location, parent, context);
      this.bound = bound.decimalValue();
      this.holds = holds;
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      if (value.isNumber() && !holds.test(value.decimalValue().compareTo(bound))) {
        execution.addError(
            error()
                .instanceNode(value)
                .instanceLocation(location)
                .evaluationPath(execution.getEvaluationPath())
                .message(getKeyword())
                .build());
      }
    }
  }
}
