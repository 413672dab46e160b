package dev.concordat.client.runtime.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The connections that clients share. Those of all clients that were not given an HTTP client of
 * one's own are the same, and those that wait are closed with the last client of a server.
 */
final class Transport {
  private static final Transport SHARED =
      new Transport(
          new OkHttpClient.Builder()
              .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
              .build(),
          true);

  private final OkHttpClient http;
  private final boolean owned;
  // How many clients each server has.
  private final Map<String, Integer> clients = new HashMap<>();

  private Transport(OkHttpClient http, boolean owned) {
    this.http = http;
    this.owned = owned;
  }

  /** The shared one, or one over an HTTP client that its owner looks after. */
  static Transport of(@Nullable OkHttpClient http) {
    return http == null ? SHARED : new Transport(http, false);
  }

  OkHttpClient http() {
    return http;
  }

  /** What a client, with those derived from it, uses of the connections. */
  final class Share {
    private final Set<String> servers = new HashSet<>();

    /** Takes a server that will be called. */
    void add(HttpUrl server) {
      synchronized (clients) {
        String name = server.host() + ":" + server.port();
        if (servers.add(name)) {
          clients.merge(name, 1, Integer::sum);
        }
      }
    }

    /** Gives everything back. */
    void close() {
      boolean last = false;
      synchronized (clients) {
        for (String server : servers) {
          Integer left = clients.computeIfPresent(server, (name, n) -> n == 1 ? null : n - 1);
          last |= left == null;
        }
        servers.clear();
      }
      if (owned && last) {
        http.connectionPool().evictAll();
      }
    }
  }
}
