package dev.concordat.conformance.report;

import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something was found, such that it is the same from run to run: an item of a list, or an
 * event of a stream, stands for all of them, and what was found there is left out.
 *
 * @param part such as {@code response.stream[*]}
 * @param pointer such as {@code /choices/0/message}, with a star in place of the number
 * @param subject what the mistake is about where the place does not say it, such as the property
 *     that is missing; empty otherwise
 */
public record Fingerprint(
    String rule,
    @Nullable String provider,
    @Nullable String operation,
    String part,
    String pointer,
    String subject) {
  private static final Pattern INDEX = Pattern.compile("(?<=/)\\d+(?=/|$)|(?<=\\[)\\d+(?=])");

  public static Fingerprint of(Finding finding, Judgement judgement) {
    return new Fingerprint(
        finding.rule(),
        judgement.provider(),
        judgement.operation(),
        INDEX.matcher(finding.part()).replaceAll("*"),
        INDEX.matcher(finding.pointer()).replaceAll("*"),
        finding.subject());
  }

  /** A short text for the place in this recording, 32 hexadecimal digits. */
  public String in(String file) {
    String all =
        String.join("\0", file, rule, provider + "", operation + "", part, pointer, subject);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
