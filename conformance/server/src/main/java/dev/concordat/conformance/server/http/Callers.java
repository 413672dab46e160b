package dev.concordat.conformance.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a server that is for the programs of this machine: whoever calls it by its own name,
 * which no page does that had another name's address changed (DNS rebinding), and no page of
 * another origin.
 */
public final class Callers {
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\s]+");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]*");

  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> origins = new LinkedHashSet<>();

  /**
   * Lets in whoever calls the server by this name.
   *
   * @throws IllegalArgumentException where it is no host's name
   */
  public void allowHost(String name) {
    if (name.isBlank() || !name.matches("[^/@?#\\s]+")) {
      throw new IllegalArgumentException("an allowed host is a name without scheme or path");
    }
    hosts.add(host(name));
  }

  /**
   * Lets in the pages of an origin.
   *
   * @param origin {@code https://HOST[:PORT]}, as a browser sends it
   * @throws IllegalArgumentException where it is none
   */
  public void allowOrigin(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    if (!ORIGIN.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "an allowed origin is SCHEME://HOST[:PORT], and nothing else");
    }
    origins.add(lower);
  }

  /** Whether the pages of an origin were let in. */
  boolean isAllowed(String origin) {
    return origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a server goes by the name in a {@code Host} header.
   *
   * @param bound the address that it listens on
   */
  boolean isHost(String header, String bound) {
    String host = host(header);
    if (hosts.contains(host) || host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    if (host.equals(host(bound))) {
      return true;
    }
    InetAddress address = address(host);
    if (address == null) {
      return false;
    }
    InetAddress own = address(host(bound));
    // A page cannot make its own name an address, and this one may be any of the machine's.
    boolean isAny = own != null && own.isAnyLocalAddress();
    return address.isLoopbackAddress() || isAny || address.equals(own);
  }

  private static String host(String hostPort) {
    String text = hostPort.strip().toLowerCase(Locale.ROOT);
    try {
      boolean isBareAddress = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
      String host = isBareAddress ? text : new HostPort(text).getHost();
      String plain = host == null ? "" : host.replaceAll("^\\[|\\]$", "");
      return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  // Nothing is looked up: only what is an address is read as one.
  private static @Nullable InetAddress address(String host) {
    if (!ADDRESS.matcher(host).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
