package dev.concordat.conformance.contract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A URL or a path with variables in braces, compiled when the contract is loaded. A variable at the
 * very beginning stands for any text, one further on for a part of one segment.
 */
public final class Template {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");

  private final boolean beginsAnyhow;
  private final String tail;
  // What stands behind the first variable, where there are more.
  private final @Nullable Pattern pattern;

  private Template(boolean beginsAnyhow, String tail, @Nullable Pattern pattern) {
    this.beginsAnyhow = beginsAnyhow;
    this.tail = tail;
    this.pattern = pattern;
  }

  /** A template as the contract has it. */
  public static Template of(String text) {
    Matcher variables = VARIABLE.matcher(text);
    boolean beginsAnyhow = variables.lookingAt();
    String tail = beginsAnyhow ? text.substring(variables.end()) : text;
    return new Template(beginsAnyhow, tail, hasVariables(tail) ? compile(text) : null);
  }

  /** Whether a text names more than one place. */
  static boolean hasVariables(String text) {
    return VARIABLE.matcher(text).find();
  }

  private static Pattern compile(String text) {
    StringBuilder regex = new StringBuilder();
    Matcher variables = VARIABLE.matcher(text);
    int done = 0;
    while (variables.find()) {
      regex.append(Pattern.quote(text.substring(done, variables.start())));
      regex.append(variables.start() == 0 ? ".*" : "([^/]+)");
      done = variables.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(text.substring(done))).toString());
  }

  /**
   * Of the operations that a path may be of, those that it is of: of the path that is written out
   * further (OpenAPI 3.1, 4.8.8.2), and is not the end of another.
   */
  public static List<Operation> closest(List<Operation> matching) {
    return matching.stream()
        .map(Operation::path)
        .min(Template::compare)
        .map(path -> matching.stream().filter(each -> each.path().equals(path)).toList())
        .orElse(matching);
  }

  private static int compare(String path, String other) {
    String[] segments = path.split("/", -1);
    String[] others = other.split("/", -1);
    int compared = Integer.compare(others.length, segments.length);
    for (int i = 0; compared == 0 && i < segments.length; i++) {
      compared = Integer.compare(variable(segments[i]), variable(others[i]));
    }
    return compared;
  }

  // How much of a segment is not written out.
  private static int variable(String segment) {
    return !hasVariables(segment) ? 0 : VARIABLE.matcher(segment).matches() ? 2 : 1;
  }

  /** The names of the variables of a text, in their order. */
  static List<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(found -> found.group().substring(1, found.group().length() - 1))
        .toList();
  }

  /** What stands in the place of each variable but one at the beginning, as it is written. */
  List<String> values(String text) {
    Matcher matcher = pattern == null ? null : pattern.matcher(text);
    if (matcher == null || !matcher.matches()) {
      return List.of();
    }
    return IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList();
  }

  /** Whether the text is what the template stands for. */
  public boolean matches(String text) {
    if (pattern != null) {
      return pattern.matcher(text).matches();
    }
    return beginsAnyhow ? text.endsWith(tail) : text.equals(tail);
  }
}
