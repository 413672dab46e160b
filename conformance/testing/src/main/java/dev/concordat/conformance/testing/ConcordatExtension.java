package dev.concordat.conformance.testing;

import dev.concordat.conformance.server.emulator.Emulator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Collects what is judged in a run of tests into one report, and starts an emulator of the
 * providers for the parameters that ask for one:
 *
 * <pre>{@code
 * @ExtendWith(ConcordatExtension.class)
 * final class ChatTests {
 *   @Test
 *   void answers(Emulator emulator) { … }
 * }
 * }</pre>
 *
 * <p>The report begins with the first test class that has the extension and takes whatever is
 * judged from then on: by {@link RecordedExchanges}, {@link ContractFilter} and {@link
 * ContractInterceptor}. It fails no test. For all classes of a run there is JUnit's automatic
 * detection ({@code junit.jupiter.extensions.autodetection.enabled=true}). The configuration
 * parameter {@value #REPORT} names its file.
 *
 * <p>The tests of a class share an emulator, which is stopped behind the last of them.
 */
public final class ConcordatExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  /**
   * The configuration parameter that names the report's file, or several, with a comma between two:
   * each with its form, {@code junit=target/concordat.xml}, or alone, JSON where the name ends in
   * {@code .json}, else text. The forms are those of {@code concordat check --report}. Without it
   * that is {@value #DEFAULT_REPORT}.
   */
  public static final String REPORT = "concordat.report";

  private static final String DEFAULT_REPORT = "target/concordat/report.txt";
  private static final Namespace NAMESPACE = Namespace.create(ConcordatExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    enter(context, context.getRequiredTestClass().getName());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    enter(
        context,
        "%s: %s".formatted(context.getRequiredTestClass().getName(), context.getDisplayName()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    leave(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    leave(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Emulator.class;
  }

  /** The emulator of the test class; the store closes it behind the class. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return ofClass(context)
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Started.class, absent -> new Started(), Started.class)
        .emulator;
  }

  private static final class Started implements AutoCloseable {
    final Emulator emulator = Emulator.builder().contracts(Concordat.contracts()).start();

    @Override
    public void close() {
      emulator.close();
    }
  }

  private static ExtensionContext ofClass(ExtensionContext context) {
    return context.getTestMethod().isEmpty()
        ? context
        : context.getParent().map(ConcordatExtension::ofClass).orElse(context);
  }

  private static void enter(ExtensionContext context, String test) {
    context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            RunReport.class,
            absent ->
                RunReport.open(context.getConfigurationParameter(REPORT).orElse(DEFAULT_REPORT)));
    String before = RunReport.enter(test);
    if (before != null) {
      context.getStore(NAMESPACE).put(context.getUniqueId(), before);
    }
  }

  private static void leave(ExtensionContext context) {
    RunReport.enter(context.getStore(NAMESPACE).get(context.getUniqueId(), String.class));
  }
}
