package dev.concordat.conformance.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Findings of one exchange that are told as one: headers of an answer, or parameters of a query,
 * that the same place of the contract does not describe, and properties that the same object lacks.
 * Each is judged, weighed and accepted by itself; a reader wants their names in one line.
 */
public final class Together {
  private static final int MAX_NAMES = 20;
  private static final int MAX_TEXT = 1000;

  private Together() {}

  private enum Kind {
    HEADER("header.undocumented", "the headers %s are not described") {
      @Override
      String name(Finding finding) {
        return finding.part().replaceFirst("^response\\.header\\.", "");
      }
    },
    PARAMETER("query.undocumented", "the query parameters %s are not described") {
      @Override
      String name(Finding finding) {
        return finding.part().replaceFirst("^request\\.query\\.", "");
      }
    },
    MISSING("schema.required", "expected %s, which are missing") {
      @Override
      boolean has(Finding finding) {
        // What servers are known to leave out is told each by itself.
        return super.has(finding)
            && finding
                .message()
                .equals("expected %s, which is missing".formatted(finding.subject()));
      }

      @Override
      String name(Finding finding) {
        return finding.subject();
      }

      @Override
      @Nullable Object apart(Finding finding) {
        // One place of the contract may ask for some of them, and another for the rest.
        return List.of(finding.part(), finding.pointer(), finding.count(), finding.last());
      }

      @Override
      long count(List<Finding> findings) {
        return findings.get(0).count();
      }
    };

    private final String rule;
    private final String message;

    Kind(String rule, String message) {
      this.rule = rule;
      this.message = message;
    }

    boolean has(Finding finding) {
      return finding.rule().equals(rule);
    }

    abstract String name(Finding finding);

    // What has to be equal in findings that are told together.
    @Nullable Object apart(Finding finding) {
      return finding.contract();
    }

    long count(List<Finding> findings) {
      return findings.stream().mapToLong(Finding::count).sum();
    }

    static @Nullable Kind of(Finding finding) {
      for (Kind kind : values()) {
        if (kind.has(finding)) {
          return kind;
        }
      }
      return null;
    }
  }

  private record Group(
      Kind kind, Severity severity, @Nullable Object apart, @Nullable Object apartToo) {}

  /** The findings as they are told, in their order. */
  public static List<Finding> of(List<Finding> findings) {
    return of(findings, Function.identity(), finding -> null, (first, together) -> together);
  }

  /**
   * What holds a finding each, as it is told, in its order.
   *
   * @param apart what has to be equal for findings to be told together, or null
   * @param with the first of several, with the finding that tells all of them
   */
  public static <T> List<T> of(
      List<T> holders,
      Function<T, Finding> finding,
      Function<T, @Nullable Object> apart,
      BiFunction<T, Finding, T> with) {
    Map<Object, List<T>> groups = new LinkedHashMap<>();
    for (T holder : holders) {
      Finding found = finding.apply(holder);
      Kind kind = Kind.of(found);
      Object key =
          kind == null
              ? new Object()
              : new Group(kind, found.severity(), kind.apart(found), apart.apply(holder));
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(holder);
    }
    if (groups.size() == holders.size()) {
      return holders;
    }
    List<T> told = new ArrayList<>(groups.size());
    groups.forEach(
        (key, group) ->
            told.add(
                group.size() == 1 || !(key instanceof Group of)
                    ? group.get(0)
                    : with.apply(
                        group.get(0), together(of.kind(), group.stream().map(finding).toList()))));
    return told;
  }

  private static Finding together(Kind kind, List<Finding> findings) {
    Finding first = findings.get(0);
    return new Finding(
        first.rule(),
        first.severity(),
        first.part(),
        first.pointer(),
        kind.message.formatted(names(kind, findings)),
        first.contract(),
        first.source(),
        first.subject(),
        kind.count(findings),
        findings.get(findings.size() - 1).last());
  }

  private static String names(Kind kind, List<Finding> findings) {
    StringBuilder names = new StringBuilder();
    int told = 0;
    for (Finding finding : findings) {
      String name = kind.name(finding);
      boolean isTooMuch = told == MAX_NAMES || names.length() + name.length() > MAX_TEXT;
      if (isTooMuch && told > 0) {
        break;
      }
      boolean isLast = told > 0 && told == findings.size() - 1;
      names.append(told == 0 ? "" : isLast ? " and " : ", ").append(name);
      told++;
    }
    int rest = findings.size() - told;
    return rest == 0 ? names.toString() : names + " and %d more".formatted(rest);
  }
}
