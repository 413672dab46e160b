package dev.concordat.conformance.schema;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.annotation.Annotation;
import com.networknt.schema.annotation.Annotations;
import com.networknt.schema.path.NodePath;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** How many names of a path are compared for what a step takes. */
  private static final int NAMES_A_STEP = 16;

  private final StepBudget budget;
  private final Annotations annotations = new CountedAnnotations();

  CountedContext(StepBudget budget) {
    super(CONFIG);
    this.budget = budget;
  }

  /**
   * What is noted for {@code unevaluatedProperties} and {@code unevaluatedItems}. Of a schema that
   * fails all that is noted at its place is gone through, and a path compared with that of each.
   */
  private final class CountedAnnotations extends Annotations {
    @Override
    public Map<NodePath, List<Annotation>> asMap() {
      Map<NodePath, List<Annotation>> all = super.asMap();
      return new AbstractMap<>() {
        @Override
        public @Nullable List<Annotation> get(Object place) {
          List<Annotation> here = all.get(place);
          if (here != null) {
            budget.spend((long) here.size() * getEvaluationPath().getNameCount() / NAMES_A_STEP);
          }
          return here;
        }

        @Override
        public boolean containsKey(Object place) {
          return all.containsKey(place);
        }

        @Override
        public Set<Entry<NodePath, List<Annotation>>> entrySet() {
          budget.spend(all.size());
          return all.entrySet();
        }
      };
    }
  }

  @Override
  public Annotations getAnnotations() {
    return annotations;
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
