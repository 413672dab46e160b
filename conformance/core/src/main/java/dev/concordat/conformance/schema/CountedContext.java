package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;

/**
 * A validation whose steps are counted: networknt adds each keyword that it comes to to the path of
 * its evaluation.
 */
final class CountedContext extends ExecutionContext {
  private static final ExecutionConfig CONFIG =
      ExecutionConfig.builder()
          .formatAssertionsEnabled(true)
          .annotationCollectionEnabled(false)
          .build();

  private final StepBudget budget;

  CountedContext(StepBudget budget) {
    super(CONFIG);
    this.budget = budget;
  }

  StepBudget budget() {
    return budget;
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    Schema schema = getEvaluationSchema().peekLast();
    super.evaluationPathAddLast(keyword);
    budget.spend(schema == null ? 1 : 1 + schema.getSchemaNode().path(keyword).size());
  }
}
