package dev.concordat.conformance.testing;

import dev.concordat.conformance.verdict.Severity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the method as a test for each recorded exchange, which it may take as a parameter:
 *
 * <pre>{@code
 * @RecordedExchanges("recordings")
 * void isUnderstood(JudgedExchange recorded) { … }
 * }</pre>
 *
 * <p>The test of an exchange that violates its contract, or stays unchecked, fails with what was
 * found, and the method is not called; so is that of an entry that cannot be read. The display name
 * of a test is the file, the place in it, the provider and the operation.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(RecordedExchangesProvider.class)
public @interface RecordedExchanges {
  /**
   * Where the recordings are: files, or folders that are searched with all below them, of the class
   * path or, where it has none of that name, of the file system, relative to the working folder.
   * Recordings end in {@code .har}, {@code .jsonl} or {@code .ndjson}, each also with {@code .gz}.
   */
  String[] value();

  /**
   * The provider of all exchanges; where it is empty each entry names its own, or its URL tells.
   */
  String provider() default "";

  /**
   * The lightest severity that fails, {@link Severity#VIOLATION} or {@link Severity#DRIFT}. What
   * stays unchecked fails in any case unless it is allowed.
   */
  Severity failOn() default Severity.VIOLATION;

  /** Whether exchanges pass of which a part met no schema or rule. */
  boolean allowUnchecked() default false;

  /**
   * Whether an exchange has to conform for the method to be called. Where it is false the method
   * sees all exchanges, and what it does not assert is not asserted.
   */
  boolean assertConforms() default true;
}
