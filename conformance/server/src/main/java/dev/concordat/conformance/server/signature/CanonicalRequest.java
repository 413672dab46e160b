package dev.concordat.conformance.server.signature;

import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A request as bce-auth-v1 signs it: method, path, query and headers, one to a line, each
 * percent-encoded, query and headers sorted.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * The text that is signed.
   *
   * @param signed the names of the headers to take in, in any order and case
   */
  static String of(Exchange.Request request, Collection<String> signed) {
    Server.Address address = Server.Address.parse(request.url());
    String path = address.path().isEmpty() ? "/" : address.path();
    return String.join(
        "\n", request.method(), path(path), query(address.query()), headers(request, signed));
  }

  private static String path(String path) {
    String encoded = encode(decode(path)).replace("%2F", "/");
    return encoded.startsWith("/") ? encoded : "/" + encoded;
  }

  private static String query(String query) {
    List<String> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!pair.isEmpty() && !name.equalsIgnoreCase("authorization")) {
        parameters.add(encode(name) + "=" + encode(value));
      }
    }
    return parameters.stream().sorted().collect(Collectors.joining("&"));
  }

  private static String headers(Exchange.Request request, Collection<String> signed) {
    return signed.stream()
        .map(
            name -> {
              String value = request.headers().first(name);
              return encode(name.strip().toLowerCase(Locale.ROOT))
                  + ":"
                  + encode(value == null ? "" : value.strip());
            })
        .distinct()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Percent-encodes all but the unreserved characters of RFC 3986. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isUnreserved =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || each == '-'
              || each == '.'
              || each == '_'
              || each == '~';
      if (isUnreserved) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  // A percent sign that no two hex digits follow stands for itself.
  private static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean isEscape =
          bytes[i] == '%'
              && i + 2 < bytes.length
              && HexFormat.isHexDigit(bytes[i + 1])
              && HexFormat.isHexDigit(bytes[i + 2]);
      if (isEscape) {
        decoded.write(
            HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
