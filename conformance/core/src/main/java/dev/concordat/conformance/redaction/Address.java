package dev.concordat.conformance.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL, as they were sent; whatever the text is, it has some path. The fragment is
 * dropped.
 *
 * @param scheme with the two slashes, empty where there is none
 * @param userInfo without the at sign, empty where there is none
 */
record Address(String scheme, String userInfo, String host, String path, List<Pair> query) {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//)?(?<rest>[^?#]*)(\\?(?<query>[^#]*))?.*",
          Pattern.DOTALL);

  /**
   * A parameter of the query.
   *
   * @param name as it was sent; empty where there is no equals sign, and all is the value
   * @param equals the equals sign, empty where there is none
   */
  record Pair(String name, String equals, String value) {
    @Override
    public String toString() {
      return name + equals + value;
    }
  }

  static Address parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a URL");
    }
    String scheme = matcher.group("scheme") == null ? "" : matcher.group("scheme");
    String rest = matcher.group("rest");
    int slash = rest.indexOf('/');
    int end = scheme.isEmpty() ? 0 : slash < 0 ? rest.length() : slash;
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    return new Address(
        scheme,
        authority.substring(0, Math.max(at, 0)),
        authority.substring(at + 1),
        rest.substring(end),
        pairs(matcher.group("query")));
  }

  // A query that is there and has nothing in it is one pair without name and value.
  private static List<Pair> pairs(@Nullable String query) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      pairs.add(
          equals < 0
              ? new Pair("", "", pair)
              : new Pair(pair.substring(0, equals), "=", pair.substring(equals + 1)));
    }
    return pairs;
  }

  @Override
  public String toString() {
    List<String> pairs = query.stream().map(Pair::toString).toList();
    return scheme + host + path + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
  }
}
