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
  /** Whether the URL has no variables, so that it names one place only. */
  public boolean isLiteral() {
    return !Template.hasVariables(url);
  }

  /**
   * The address of a request.
   *
   * @param host scheme, host and port, in lower case; the port is left out where it is the scheme's
   * @param path the path as it was sent, without query and fragment; a character that need not be
   *     encoded is not (RFC 3986, 6.2.2.2)
   * @param query the query as it was sent, empty where there is none
   */
  public record Address(String host, String path, String query) {
    private static final Pattern PORT = Pattern.compile(":(\\d+)$");
    // Letters, digits, and -._~ (RFC 3986, 2.3).
    private static final Pattern UNRESERVED =
        Pattern.compile("%(2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])");

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
      int path = endOfHost(url);
      int end = indexOf(url, path, "?#");
      String query = "";
      if (end < url.length() && url.charAt(end) == '?') {
        query = url.substring(end + 1, indexOf(url, end + 1, "#"));
      }
      return new Address(normal(url.substring(0, path)), plain(url.substring(path, end)), query);
    }

    private static String plain(String path) {
      return path.indexOf('%') < 0
          ? path
          : UNRESERVED
              .matcher(path)
              .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    /** The query of a URL as it was sent, empty where there is none. */
    public static String query(String url) {
      return url.indexOf('?') < 0 ? "" : parse(url).query();
    }

    // Behind a scheme and two slashes; 0 where the text begins otherwise.
    private static int endOfHost(String url) {
      int slashes = url.indexOf("://");
      for (int i = 0; i < slashes; i++) {
        char next = url.charAt(i);
        boolean isLetter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        boolean isOther = (next >= '0' && next <= '9') || next == '+' || next == '.' || next == '-';
        if (!isLetter && (i == 0 || !isOther)) {
          return 0;
        }
      }
      return slashes <= 0 ? 0 : indexOf(url, slashes + 3, "/?#");
    }

    // The first of some characters, or the end of the text.
    private static int indexOf(String text, int from, String characters) {
      int at = from;
      while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return at;
    }

    /** The port, which may be that of the scheme; empty where the scheme has none. */
    String port() {
      Matcher stated = PORT.matcher(host);
      if (stated.find()) {
        return stated.group(1);
      }
      return host.startsWith("https:") ? "443" : host.startsWith("http:") ? "80" : "";
    }

    // Without the caller's name, and the port where it is the scheme's.
    private static String normal(String host) {
      String lower = host.toLowerCase(Locale.ROOT);
      int slashes = lower.indexOf("//");
      int at = lower.indexOf('@');
      if (slashes >= 0 && at > slashes) {
        lower = lower.substring(0, slashes + 2) + lower.substring(at + 1);
      }
      String port =
          lower.startsWith("https://") ? ":443" : lower.startsWith("http://") ? ":80" : "";
      return !port.isEmpty() && lower.endsWith(port)
          ? lower.substring(0, lower.length() - port.length())
          : lower;
    }
  }
}
