package dev.concordat.conformance.contract;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which provider is behind a host, where somebody said so. */
final class Hosts {
  static final Hosts NONE = new Hosts(Map.of());

  private static final String ANY_BELOW = "*.";

  private final Map<String, String> providers = new HashMap<>();

  /** Takes the provider's id by host, host and port, or {@code *.} and the end of a host. */
  Hosts(Map<String, String> providers) {
    providers.forEach((host, id) -> this.providers.put(host.toLowerCase(Locale.ROOT), id));
  }

  /** The provider of the URL's host, the nearest where several are meant, or null. */
  @Nullable String provider(String url) {
    if (providers.isEmpty()) {
      return null;
    }
    Server.Address address = Server.Address.parse(url);
    String host = address.hostName();
    String exact = providers.get(address.authority());
    if (exact == null) {
      exact = providers.get(host);
    }
    int dot = host.indexOf('.');
    while (exact == null && dot >= 0) {
      exact = providers.get(ANY_BELOW + host.substring(dot + 1));
      dot = host.indexOf('.', dot + 1);
    }
    return exact;
  }
}
