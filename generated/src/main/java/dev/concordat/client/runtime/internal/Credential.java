package dev.concordat.client.runtime.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** A credential as a security scheme of a contract has it. */
public abstract class Credential {
  Credential() {}

  /** The request with the credential. */
  abstract Request apply(Request request) throws IOException;

  /** The scheme {@code bearer}. The token is asked for anew for each attempt. */
  public static Credential bearer(Supplier<String> token) {
    return new Header("Authorization", "Bearer ", token);
  }

  /**
   * The scheme {@code bearer} with a token that stays.
   *
   * @throws IllegalArgumentException if no header can hold it; the message does not show it
   */
  public static Credential bearer(String token) {
    String checked = HeaderValues.require(token);
    return bearer(() -> checked);
  }

  /** The scheme {@code basic} (RFC 7617). */
  public static Credential basic(String user, String password) {
    if (user.contains(":")) {
      throw new IllegalArgumentException("a user's name has no colon");
    }
    String value = Credentials.basic(user, password, StandardCharsets.UTF_8).substring(6);
    return new Header("Authorization", "Basic ", () -> value);
  }

  /** An {@code apiKey} in a header. */
  public static Credential header(String name, String key) {
    String checked = HeaderValues.require(key);
    return new Header(name, "", () -> checked);
  }

  /** An {@code apiKey} in the query. */
  public static Credential query(String name, String key) {
    return new Query(name, HeaderValues.requireText(key));
  }

  /** An {@code apiKey} in a cookie. */
  public static Credential cookie(String name, String key) {
    return new Cookie(name, HeaderValues.require(key));
  }

  /** The signature {@code bce-auth-v1}. */
  public static Credential bceSignature(String accessKey, String secretKey) {
    return new BceSigner(accessKey, secretKey, Clock.systemUTC());
  }

  /** Credentials are never shown. */
  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }

  private static final class Header extends Credential {
    private final String name;
    private final String prefix;
    private final Supplier<String> value;

    Header(String name, String prefix, Supplier<String> value) {
      this.name = name;
      this.prefix = prefix;
      this.value = value;
    }

    @Override
    Request apply(Request request) throws IOException {
      try {
        String checked = HeaderValues.require(value.get());
        return request.newBuilder().header(name, prefix + checked).build();
      } catch (RuntimeException e) {
        throw new CredentialsException(e);
      }
    }
  }

  private static final class Query extends Credential {
    private final String name;
    private final String key;

    Query(String name, String key) {
      this.name = name;
      this.key = key;
    }

    @Override
    Request apply(Request request) {
      HttpUrl url = request.url().newBuilder().setQueryParameter(name, key).build();
      return request.newBuilder().url(url).build();
    }
  }

  private static final class Cookie extends Credential {
    private final String name;
    private final String key;

    Cookie(String name, String key) {
      this.name = name;
      this.key = key;
    }

    @Override
    Request apply(Request request) {
      String other = request.header("Cookie");
      String cookie = name + "=" + key;
      return request
          .newBuilder()
          .header("Cookie", other == null ? cookie : other + "; " + cookie)
          .build();
    }
  }
}
