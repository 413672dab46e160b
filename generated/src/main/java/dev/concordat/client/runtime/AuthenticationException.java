package dev.concordat.client.runtime;

/** The credentials are missing, wrong, expired or do not allow this call. */
public final class AuthenticationException extends ProviderErrorException {
  private static final long serialVersionUID = 1;

  public AuthenticationException(ErrorDetails details) {
    super(details, "the credentials are not accepted", false, null, null);
  }

  /** For credentials that could not even be had. */
  public AuthenticationException(ErrorDetails details, Throwable cause) {
    super(details, "there are no credentials", false, null, cause);
  }
}
