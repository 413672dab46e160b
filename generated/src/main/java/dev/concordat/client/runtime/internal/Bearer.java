package dev.concordat.client.runtime.internal;

import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Sends a token after the word Bearer. */
final class Bearer implements Interceptor {
  private final Supplier<String> token;

  Bearer(Supplier<String> token) {
    this.token = token;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String value;
    try {
      value = HeaderValues.require(token.get());
    } catch (RuntimeException e) {
      throw new CredentialsException(e);
    }
    return chain.proceed(
        chain.request().newBuilder().header("Authorization", "Bearer " + value).build());
  }

  /** No credentials could be had, so the call was not made. */
  static final class CredentialsException extends IOException {
    private static final long serialVersionUID = 1;

    CredentialsException(RuntimeException cause) {
      super("no usable credentials: " + cause.getClass().getSimpleName(), cause);
    }
  }
}
