package dev.concordat.conformance.cli;

/** Secrets from environment variables, so that no list of processes shows them. */
final class Environment {
  private Environment() {}

  /**
   * The value of a variable that an option names.
   *
   * @throws UnusableException where it is not set or empty
   */
  static String secret(String option, String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new UnusableException(
          "%s: the environment variable %s is not set or empty".formatted(option, name));
    }
    return value.strip();
  }
}
