package dev.concordat.conformance.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a provider serves its operations: a URL, or the form of one.
 *
 * @param url the URL as the contract has it, variables in braces
 */
public record Server(String url) {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");

  /** Whether the URL has no variables, so that it names one place only. */
  public boolean isLiteral() {
    return !VARIABLE.matcher(url).find();
  }

  /** Whether the address of a request begins as this server's URL does, up to its path. */
  boolean hasHostOf(Address address) {
    return isLiteral() && Address.parse(url).host().equals(address.host());
  }

  /** Whether the address has this server's host name, with whatever scheme and port. */
  boolean hasNameOf(Address address) {
    return isLiteral() && Address.parse(url).hostName().equals(address.hostName());
  }

  /** Whether a request to this address is one for the path template on this server. */
  boolean serves(Address address, String path) {
    return matcher(url + path, address.host() + address.path()).matches()
        || (!isLiteral() && url.startsWith("{") && hasPath(address, path));
  }

  /** Whether the address ends in the path template, whatever the host and what comes before. */
  static boolean hasPath(Address address, String path) {
    return matcher("{prefix}" + path, address.path()).matches();
  }

  // A variable at the very beginning stands for any text, one further on for a single segment.
  private static Matcher matcher(String template, String text) {
    StringBuilder regex = new StringBuilder();
    Matcher variables = VARIABLE.matcher(template);
    int done = 0;
    while (variables.find()) {
      regex.append(Pattern.quote(template.substring(done, variables.start())));
      regex.append(variables.start() == 0 ? ".*" : "[^/]+");
      done = variables.end();
    }
    regex.append(Pattern.quote(template.substring(done)));
    return Pattern.compile(regex.toString()).matcher(text);
  }

  /**
   * The address of a request.
   *
   * @param host scheme, host and port, in lower case; the port is left out where it is the scheme's
   * @param path the path as it was sent, without query and fragment
   * @param query the query as it was sent, empty where there is none
   */
  public record Address(String host, String path, String query) {
    private static final Pattern PORT = Pattern.compile(":(\\d+)$");
    private static final Pattern URL =
        Pattern.compile(
            "(?<host>[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?(?<path>[^?#]*)(\\?(?<query>[^#]*))?.*",
            Pattern.DOTALL);

    /** The host and its port, without the scheme. */
    public String authority() {
      int slashes = host.indexOf("//");
      return slashes < 0 ? host : host.substring(slashes + 2);
    }

    /** The host without its port. */
    public String hostName() {
      String authority = authority();
      int colon = authority.lastIndexOf(':');
      // The colons of an address of version 6 stand in brackets.
      return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** Takes a URL apart; whatever the text is, it has some path. */
    public static Address parse(String url) {
      Matcher matcher = URL.matcher(url);
      if (!matcher.matches()) {
        return new Address("", url, "");
      }
      String host = matcher.group("host") == null ? "" : matcher.group("host");
      String query = matcher.group("query") == null ? "" : matcher.group("query");
      return new Address(normal(host), matcher.group("path"), query);
    }

    /** The port, which may be that of the scheme; empty where the scheme has none. */
    String port() {
      Matcher stated = PORT.matcher(host);
      if (stated.find()) {
        return stated.group(1);
      }
      return host.startsWith("https:") ? "443" : host.startsWith("http:") ? "80" : "";
    }

    private static String normal(String host) {
      String lower = host.toLowerCase(Locale.ROOT).replaceFirst("//[^@/]*@", "//");
      if (lower.startsWith("https://")) {
        return lower.replaceFirst(":443$", "");
      }
      return lower.startsWith("http://") ? lower.replaceFirst(":80$", "") : lower;
    }
  }
}
