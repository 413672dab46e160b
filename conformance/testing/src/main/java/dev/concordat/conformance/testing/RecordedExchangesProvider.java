package dev.concordat.conformance.testing;

import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
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
            Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
        .map(entry -> test(entry, judge, options))
        .onClose(entries::close);
  }

  private static TestTemplateInvocationContext test(
      RecordedEntries.Named entry, Judge judge, RecordedExchanges options) {
    if (entry.entry() instanceof RecordingReader.Read read) {
      Tolerance tolerance = new Tolerance(options.failOn(), options.allowUnchecked());
      Judgement judgement = judge.judge(read.exchange());
      return new OfExchange(
          new JudgedExchange(entry.name(), read.exchange(), judgement, tolerance),
          options.assertConforms());
    }
    return new OfUnread(entry.name(), ((RecordingReader.Unread) entry.entry()).message());
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

  /** The test of an entry that is no exchange, which there is nothing to call the method with. */
  private record OfUnread(String name, String message)
      implements TestTemplateInvocationContext, BeforeTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return name + " (cannot be read)";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      Finding finding = Finding.unchecked("recording.entry", "recording", message);
      Judgement judgement = new Judgement(null, null, List.of(finding));
      RunReport.take(name, judgement);
      throw new AssertionError(FindingsText.of(name, judgement));
    }
  }
}
