package dev.concordat.conformance.cli;

import java.util.Map;

/**
 * What is known of the terminal. Java cannot tell whether its streams are one; the launcher can,
 * and says so in the properties {@code concordat.stdout} and {@code concordat.stderr}, and how wide
 * it is in {@code concordat.columns}.
 *
 * @param colours whether the output may have colours
 * @param width how many columns it has, or 0 where the output goes elsewhere or that is not known
 * @param progress whether progress may be shown on the error stream
 */
record Terminal(boolean colours, int width, boolean progress) {
  static Terminal detect(Map<String, String> environment) {
    String noColor = environment.getOrDefault("NO_COLOR", "");
    return new Terminal(
        isTerminal("concordat.stdout") && noColor.isEmpty(),
        isTerminal("concordat.stdout") ? Integer.getInteger("concordat.columns", 0) : 0,
        isTerminal("concordat.stderr"));
  }

  private static boolean isTerminal(String property) {
    return "terminal".equals(System.getProperty(property));
  }
}
