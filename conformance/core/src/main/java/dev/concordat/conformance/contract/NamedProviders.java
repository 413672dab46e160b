package dev.concordat.conformance.contract;

import dev.concordat.language.ContractException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which provider requests are of, as whoever checks them says: by the host that they go to, and how
 * their path begins there, and one for all others.
 */
public final class NamedProviders {
  /** That nobody says anything. */
  public static final NamedProviders NONE = new NamedProviders(null, List.of());

  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>(\\*\\.)?[^\\s/@:*?#\\[\\]]+|\\[[0-9A-Fa-f:.]+])(:(?<port>\\d{1,5}))?"
              + "(?<path>/[^\\s?#]*)?");

  private final @Nullable String ofAll;
  private final List<OfHost> ofHosts;

  private NamedProviders(@Nullable String ofAll, List<OfHost> ofHosts) {
    this.ofAll = ofAll;
    this.ofHosts = List.copyOf(ofHosts);
  }

  /** The provider of all requests; null where nobody says it. */
  public static NamedProviders ofAll(@Nullable String provider) {
    return provider == null ? NONE : new NamedProviders(provider, List.of());
  }

  /**
   * The providers of some hosts.
   *
   * @param providers the provider's id by host
   * @throws ContractException where a host is none
   */
  static NamedProviders ofHosts(Map<String, String> providers) {
    try {
      List<OfHost> ofHosts = new ArrayList<>();
      providers.forEach((host, id) -> add(ofHosts, host(id, host, id + "=" + host)));
      return new NamedProviders(null, ofHosts);
    } catch (IllegalArgumentException e) {
      throw new ContractException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads what was said.
   *
   * @param texts {@code ID} for all hosts that are not named, or {@code ID=HOST}, where the host
   *     may have a port and then a path for all that is below it, and {@code *.} before it stands
   *     for all names below it
   * @throws IllegalArgumentException where that is neither, or says two things of one host
   */
  public static NamedProviders parse(List<String> texts) {
    String ofAll = null;
    List<OfHost> ofHosts = new ArrayList<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals >= 0) {
        add(ofHosts, host(text.substring(0, equals), text.substring(equals + 1), text));
      } else if (ofAll == null || ofAll.equals(text)) {
        ofAll = text;
      } else {
        throw new IllegalArgumentException(
            "'%s' and '%s' cannot both be the provider of all exchanges; name hosts, %s=HOST"
                .formatted(ofAll, text, text));
      }
    }
    return new NamedProviders(ofAll, ofHosts);
  }

  private static void add(List<OfHost> ofHosts, OfHost added) {
    for (OfHost known : ofHosts) {
      if (known.shown().equals(added.shown()) && !known.provider().equals(added.provider())) {
        throw new IllegalArgumentException(
            "the host '%s' cannot be of '%s' and of '%s'"
                .formatted(added.shown(), known.provider(), added.provider()));
      }
    }
    ofHosts.add(added);
  }

  private static OfHost host(String provider, String host, String text) {
    Matcher matcher = HOST.matcher(host);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' names no host; expected %s=HOST, %s=HOST:PORT or %s=HOST/PATH, such as %s=api.example.com"
              .formatted(text, provider, provider, provider, provider));
    }
    String path = matcher.group("path");
    return new OfHost(
        provider,
        matcher.group("name").toLowerCase(Locale.ROOT),
        matcher.group("port"),
        path == null ? "" : path.replaceFirst("/+$", ""));
  }

  /** The ids of all providers that are named, sorted. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    ofHosts.forEach(host -> ids.add(host.provider()));
    if (ofAll != null) {
      ids.add(ofAll);
    }
    return ids;
  }

  /** The provider of a request; null where nobody says it. What says more goes first. */
  @Nullable String of(Server.Address address) {
    OfHost best = null;
    for (OfHost host : ofHosts) {
      if (host.is(address) && (best == null || OfHost.MORE.compare(host, best) > 0)) {
        best = host;
      }
    }
    return best == null ? ofAll : best.provider();
  }

  /** Whether hosts are named for a provider, so that others are none of its. */
  boolean hasHostsOf(String provider) {
    return ofHosts.stream().anyMatch(host -> host.provider().equals(provider));
  }

  private record OfHost(String provider, String name, @Nullable String port, String path) {
    // A name says more than all below one, a port more than none, a longer path more than a short.
    static final Comparator<OfHost> MORE =
        Comparator.comparing((OfHost host) -> !host.isForAllBelow())
            .thenComparing(host -> host.name().length())
            .thenComparing(host -> host.port() != null)
            .thenComparing(host -> host.path().length());

    boolean is(Server.Address address) {
      boolean isName =
          isForAllBelow()
              ? address.hostName().endsWith(name.substring(1))
              : address.hostName().equals(name);
      return isName && (port == null || port.equals(address.port())) && isOn(address.path());
    }

    private boolean isForAllBelow() {
      return name.startsWith("*.");
    }

    private boolean isOn(String found) {
      return found.startsWith(path)
          && (found.length() == path.length()
              || path.isEmpty()
              || found.charAt(path.length()) == '/');
    }

    String shown() {
      return (port == null ? name : name + ":" + port) + path;
    }
  }
}
