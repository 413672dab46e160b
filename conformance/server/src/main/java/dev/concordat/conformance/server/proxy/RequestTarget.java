package dev.concordat.conformance.server.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, as it stands in its first line (RFC 9112, 3.2): a path, or a whole URL
 * as a client sends that knows this server as its proxy.
 *
 * @param userInfo what stands before the host of such a URL, or null
 * @param pathQuery the path and the query, byte for byte
 */
record RequestTarget(@Nullable String userInfo, String pathQuery) {
  private static final Pattern URL =
      Pattern.compile("(?i)https?://(?:([^/?@]*)@)?[^/?@]+(?<rest>.*)");
  // All that may stand in a URL, and what clients send beside it that no server takes amiss.
  private static final Pattern SENT_AS_IT_IS = Pattern.compile("/[!-~&&[^#]]*");

  /** The target, or null where it cannot be forwarded as it is. */
  static @Nullable RequestTarget of(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return of(null, text);
    }
    String rest = url.group("rest");
    return of(url.group(1), rest.startsWith("/") ? rest : "/" + rest);
  }

  private static @Nullable RequestTarget of(@Nullable String userInfo, String pathQuery) {
    return SENT_AS_IT_IS.matcher(pathQuery).matches()
        ? new RequestTarget(userInfo, pathQuery)
        : null;
  }
}
