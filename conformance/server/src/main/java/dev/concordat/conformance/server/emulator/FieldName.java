package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.verdict.Finding;
import org.jspecify.annotations.Nullable;

/** The field that a finding is about, as errors name it: {@code messages[0].role}. */
final class FieldName {
  private FieldName() {}

  /** The name, or null where the request as a whole is at fault. */
  static @Nullable String of(Finding finding) {
    if (!finding.part().equals("request.body")) {
      return finding.part().substring(finding.part().lastIndexOf('.') + 1);
    }
    StringBuilder name = new StringBuilder();
    for (String token : finding.pointer().split("/", -1)) {
      if (token.matches("\\d+")) {
        name.append('[').append(token).append(']');
      } else if (!token.isEmpty()) {
        name.append(name.isEmpty() ? "" : ".");
        name.append(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return name.isEmpty() ? null : name.toString();
  }

  static String message(Finding finding) {
    String name = of(finding);
    return name == null ? finding.message() : name + ": " + finding.message();
  }
}
