package dev.concordat.conformance.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes JSON texts in ways that servers know: another value, one more member, one less, one that
 * is there twice. The text of all else stays as it is.
 */
final class Mutation {
  private static final Pattern MEMBER =
      Pattern.compile(
          "(\"\\w++\"\\s*+:\\s*+)(\"(?:[^\"\\\\]|\\\\.)*+\"|-?+\\d[-+.\\deE]*+|null|true|false)");
  private static final List<String> VALUES =
      List.of(
          "null",
          "1",
          "0",
          "1.5",
          "1.0",
          "-0",
          "1e5",
          "9007199254740993",
          "123456789012345678901234567890",
          "true",
          "\"\"",
          "\"x\"",
          "\"你好 \\u0000 \\ud83d\\ude00\"",
          "\"\\ud800\"",
          "\"a\\nb\\/\"",
          "\"stop\"",
          "\"assistant\"",
          "[]",
          "{}",
          "[null,{\"a\":1.10}]",
          "[{\"type\":\"text\",\"text\":\"t\"}]");

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  /** A text, changed in as many places, those within strings left out. */
  String of(String json, int changes) {
    String text = json;
    for (int i = 0; i < changes; i++) {
      text = change(text);
    }
    return text;
  }

  /** A stream of which one chunk is changed. */
  String ofStream(String events, int changes) {
    List<String> lines = new ArrayList<>(events.lines().toList());
    List<Integer> chunks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("data: {")) {
        chunks.add(i);
      }
    }
    if (chunks.isEmpty() || events.contains("\r")) {
      return events;
    }
    int at = chunks.get(random.nextInt(chunks.size()));
    lines.set(at, "data: " + of(lines.get(at).substring("data: ".length()), changes));
    return String.join("\n", lines) + (events.endsWith("\n") ? "\n" : "");
  }

  private String change(String json) {
    List<int[]> members = new ArrayList<>();
    Matcher member = MEMBER.matcher(json);
    while (member.find()) {
      members.add(new int[] {member.start(), member.start(2), member.end()});
    }
    if (members.isEmpty()) {
      return json;
    }
    int[] one = members.get(random.nextInt(members.size()));
    String before = json.substring(0, one[0]);
    String name = json.substring(one[0], one[1]);
    String value = json.substring(one[1], one[2]);
    String behind = json.substring(one[2]);
    String other = VALUES.get(random.nextInt(VALUES.size()));
    return switch (random.nextInt(8)) {
      case 0, 1 -> before + name + other + behind;
      case 2, 3, 4 -> before + "\"x_added\":" + other + "," + name + value + behind;
      case 5 -> before + name + value + ", " + name + other + behind;
      case 6 -> before + name + alike(value) + behind;
      default ->
          behind.startsWith(",")
              ? before + behind.substring(1)
              : before + name + value + " " + behind;
    };
  }

  // Another value of the same kind.
  private String alike(String value) {
    if (value.startsWith("\"")) {
      return List.of("\"\"", "\"y\"", "\"é\\t\\ud83d\\ude00\"").get(random.nextInt(3));
    }
    return Character.isDigit(value.charAt(value.length() - 1))
        ? List.of("7", "0", "12345678901").get(random.nextInt(3))
        : value;
  }
}
