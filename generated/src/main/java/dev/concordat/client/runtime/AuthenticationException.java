package dev.concordat.client.runtime;

/** The credentials are missing, wrong, expired or do not allow this call. */
public final class AuthenticationException extends ProviderErrorException {
  private static final long serialVersionUID = 1;

  public AuthenticationException(ErrorDetails details) {
    super(details, "the credentials are not accepted", false, null);
  }
}
