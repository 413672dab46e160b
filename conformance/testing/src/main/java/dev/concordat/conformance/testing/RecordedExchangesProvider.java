package dev.concordat.conformance.testing;

import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.report.SetAside;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes a test for each recorded exchange. */
final class RecordedExchangesProvider implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), RecordedExchanges.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    RecordedExchanges options =
        AnnotationSupport.findAnnotation(context.getTestMethod(), RecordedExchanges.class)
            .orElseThrow();
    Judge judge = Concordat.judge(options.provider());
    RecordedEntries entries =
        RecordedEntries.of(List.of(options.value()), context.getRequiredTestClass());
    // One at a time, so that a recording of any size is read as its tests run.
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Tests(entries, judge, options), Spliterator.ORDERED),
            false)
        .onClose(entries::close);
  }

  /** A test for each entry; behind the last one more, where there was none to be judged. */
  private static final class Tests implements Iterator<TestTemplateInvocationContext> {
    private final RecordedEntries entries;
    private final Judge judge;
    private final RecordedExchanges options;
    private final SetAside aside = new SetAside();
    private boolean wasJudged;
    private boolean hasEnded;

    Tests(RecordedEntries entries, Judge judge, RecordedExchanges options) {
      this.entries = entries;
      this.judge = judge;
      this.options = options;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext() || (!wasJudged && !hasEnded);
    }

    @Override
    public TestTemplateInvocationContext next() {
      if (!entries.hasNext()) {
        hasEnded = true;
        return new OfNothing(
            "nothing was judged: every exchange was set aside: %s; name the provider with @RecordedExchanges(provider = …)"
                .formatted(aside));
      }
      RecordedEntries.Named entry = entries.next();
      if (!(entry.entry() instanceof RecordingReader.Read read)) {
        wasJudged = true;
        return new OfUnread(entry, ((RecordingReader.Unread) entry.entry()).message());
      }
      Route route = judge.route(read.exchange());
      if (route instanceof Route.Aside set) {
        aside.add(set);
        return new OfAside(entry.name(), set);
      }
      wasJudged = true;
      Tolerance tolerance = new Tolerance(options.failOn(), options.allowUnchecked());
      Judgement judgement = judge.judge(read.exchange(), route);
      return new OfExchange(
          JudgedExchange.recorded(entry, read.exchange(), judgement, tolerance),
          options.assertConforms());
    }
  }

  /** The test of an exchange. */
  private record OfExchange(JudgedExchange judged, boolean asserted)
      implements TestTemplateInvocationContext, ParameterResolver, BeforeTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return judged.toString();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == JudgedExchange.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return judged;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      RunReport.take(judged);
      if (asserted) {
        judged.assertConforms();
      }
    }
  }

  /** The test of an exchange that is none of a provider's, which is skipped and says why. */
  private record OfAside(String name, Route.Aside aside)
      implements TestTemplateInvocationContext, ExecutionCondition {
    @Override
    public String getDisplayName(int invocationIndex) {
      return name + " (set aside)";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      RunReport.take(aside);
      return ConditionEvaluationResult.disabled("set aside: " + aside.reason().of(aside.host()));
    }
  }

  /** The test that fails where every exchange was set aside. */
  private record OfNothing(String message)
      implements TestTemplateInvocationContext, BeforeTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "(nothing was judged)";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      throw new AssertionError(message);
    }
  }

  /** The test of an entry that is no exchange, which there is nothing to call the method with. */
  private record OfUnread(RecordedEntries.Named entry, String message)
      implements TestTemplateInvocationContext, BeforeTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return entry.name() + " (cannot be read)";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      Finding finding = Finding.unchecked("recording.entry", "recording", message);
      Judgement judgement = new Judgement(null, null, List.of(finding));
      RunReport.take(entry, judgement);
      throw new AssertionError(FindingsText.of(entry.name(), judgement));
    }
  }
}
