package dev.concordat.client.runtime;

/** A JSON text that is none, or that is not what the contract says of it. */
public final class JsonDecodeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;

  public JsonDecodeException(String path, String problem) {
    super(problem + " at " + path);
    this.path = path;
  }

  /** Where it went wrong, as in {@code $.choices[0].message}. */
  public String path() {
    return path;
  }
}
