package dev.concordat.conformance.cli;

import dev.concordat.conformance.report.Acceptance;
import dev.concordat.conformance.report.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes a baseline: what it accepted so far and is still found, and what is new. */
final class BaselineWriter {
  /** The rule of what cannot be read, which fails a run in any case. */
  static final String UNREADABLE = "recording.unreadable";

  private final Baseline before;
  private final Acceptance acceptance;
  private final Set<Fingerprint> found = new LinkedHashSet<>();

  /**
   * A writer.
   *
   * @param acceptance what is said of the findings that are new
   */
  BaselineWriter(Baseline before, Acceptance acceptance) {
    this.before = before;
    this.acceptance = acceptance;
  }

  /** Takes a finding that is new and would fail the run, but of what cannot be read. */
  void take(Fingerprint place) {
    if (!place.rule().equals(UNREADABLE)) {
      found.add(place);
    }
  }

  /**
   * Writes the file, in one step so that a failure leaves the one before; how many entries it has.
   *
   * @throws UnusableException where it cannot be written
   */
  int write() {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        "# Findings that are known and fail no run; concordat check --write-baseline writes it.\n");
    int entries = 0;
    StringBuilder list = new StringBuilder();
    for (Baseline.Entry entry : before.entries()) {
      if (entry.isUsed()) {
        Place place = entry.place();
        entry(
            list,
            place.rule().text(),
            place.provider(),
            place.operation(),
            place.part() == null ? null : place.part().text(),
            place.pointer() == null ? null : place.pointer().text(),
            place.subject(),
            entry.acceptance());
        entries++;
      }
    }
    for (Fingerprint place : found) {
      entry(
          list,
          place.rule(),
          place.provider(),
          place.operation(),
          place.part(),
          place.pointer(),
          place.subject().isEmpty() ? null : place.subject(),
          acceptance);
      entries++;
    }
    yaml.append(entries == 0 ? "accepted: []\n" : "accepted:\n" + list);
    write(yaml.toString());
    return entries;
  }

  private static void entry(
      StringBuilder list,
      String rule,
      @Nullable String provider,
      @Nullable String operation,
      @Nullable String part,
      @Nullable String pointer,
      @Nullable String subject,
      Acceptance acceptance) {
    list.append("  - rule: ").append(text(rule)).append('\n');
    member(list, "provider", provider);
    member(list, "operation", operation);
    member(list, "part", part);
    member(list, "pointer", pointer);
    member(list, "subject", subject);
    member(list, "reason", acceptance.reason());
    member(list, "owner", acceptance.owner());
    member(list, "expires", acceptance.expires() == null ? null : acceptance.expires().toString());
  }

  private static void member(StringBuilder list, String key, @Nullable String value) {
    if (value != null) {
      list.append("    ").append(key).append(": ").append(text(value)).append('\n');
    }
  }

  // A text of JSON is one of YAML.
  private static String text(String value) {
    return value.matches("[a-zA-Z][a-zA-Z0-9._-]*")
            && !value.matches("(?i)y|n|yes|no|on|off|true|false|null")
        ? value
        : JsonNodeFactory.instance.stringNode(value).toString();
  }

  private void write(String yaml) {
    Path file = before.file();
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Path written = Files.createTempFile(folder, Baseline.NAME, ".new");
      try {
        Files.writeString(written, yaml, StandardCharsets.UTF_8);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new UnusableException("%s: cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
