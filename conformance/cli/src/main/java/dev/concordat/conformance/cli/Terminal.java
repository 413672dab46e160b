package dev.concordat.conformance.cli;

import java.util.Map;

/**
 * What is known of the terminal. Java cannot tell whether its streams are one; the launcher can,
 * and says so in the properties {@code concordat.stdout} and {@code concordat.stderr}.
 *
 * @param colours whether the output may have colours
 * @param progress whether progress may be shown on the error stream
 */
record Terminal(boolean colours, boolean progress) {
  static Terminal detect(Map<String, String> environment) {
    String noColor = environment.getOrDefault("NO_COLOR", "");
    return new Terminal(
        "terminal".equals(System.getProperty("concordat.stdout")) && noColor.isEmpty(),
        "terminal".equals(System.getProperty("concordat.stderr")));
  }
}
