package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.verdict.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what passes through a recording proxy. What it is told holds no secret that was seen. */
public interface ProxyListener {
  /** A listener that does nothing. */
  ProxyListener NONE =
      new ProxyListener() {
        @Override
        public void passed(Passed passed) {}

        @Override
        public void notRecorded(String reason) {}
      };

  /**
   * An exchange is over.
   *
   * @param method the request's method
   * @param path the path of the URL, without the query
   * @param status the answer's status, 0 where none came
   * @param operation the operation's id, or null where it is not described
   * @param rules the rules of the findings, each once, in their order
   * @param bytes how many bytes the answer's body had
   * @param millis how long it took
   * @param broken why it broke off, or null where it is whole
   */
  record Passed(
      String method,
      String path,
      int status,
      Verdict verdict,
      @Nullable String operation,
      List<String> rules,
      long bytes,
      long millis,
      @Nullable String broken) {}

  /** An exchange is over. Called once at a time. */
  void passed(Passed passed);

  /** An exchange passed and nothing of it was written. Called after {@link #passed}. */
  void notRecorded(String reason);
}
