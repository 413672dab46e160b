package dev.concordat.conformance.exchange;

import dev.concordat.conformance.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * A text as JSON (RFC 8259), strictly: no duplicate member, no NaN, nothing behind the value, no
 * byte order mark, and decimals exact. What it takes is bounded: {@value #MAX_DEPTH} levels,
 * numbers of {@value #MAX_NUMBER} characters.
 *
 * @param value the value, or null where the text is none
 * @param failure why it is none, or null where it is one
 */
public record JsonText(@Nullable JsonNode value, @Nullable Failure failure) {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_NUMBER = 1000;
  // The parser says where a value began by a location that has nothing in it, and speaks of its own
  // configuration.
  private static final Pattern ABOUT_THE_PARSER =
      Pattern.compile(
          " \\([A-Za-z ]*\\[Source: [^\\]]*\\]\\)|, from `[^`]*`|: enable `[^`]*` to allow( it)?"
              + "| \\((consider enabling|not recognized as one since Feature)"
              + "(?:[^()]|\\([^()]*\\))*\\)"
              + "|: hexadecimal number literals require enabling `[^`]*`");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * Why a text is no JSON.
   *
   * @param rule {@code json.syntax}, {@code json.duplicate}, {@code json.bom} or {@code json.limit}
   * @param message what is wrong and where
   * @param isCut whether the text ends where more is expected
   */
  public record Failure(String rule, String message, boolean isCut) {
    /** Whether the text may be JSON, and is only more than is taken. */
    public boolean isLimit() {
      return rule.equals("json.limit");
    }
  }

  /**
   * A value as a text, in UTF-8.
   *
   * @throws JacksonException where it has half a character
   */
  public static byte[] of(JsonNode value) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonTree.write(value, json);
    }
    return text.toByteArray();
  }

  /** Parses the content of a body. */
  public static JsonText of(Body body) {
    if (!body.charset().equals(StandardCharsets.UTF_8)) {
      return of(new String(body.bytes(), body.charset()));
    }
    byte[] bytes = body.bytes();
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return failed("json.bom", "a JSON text must not begin with a byte order mark");
    }
    if (startsWith(bytes, 0x1F, 0x8B)) {
      return failed(
          "json.syntax", "no valid JSON: found gzip, which no Content-Encoding says that it is");
    }
    if (isWide(bytes)) {
      return failed(
          "json.syntax",
          "no valid JSON: expected UTF-8; found what looks like UTF-16 or UTF-32, and no charset");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonText text =
          parse(parser, bytes.length, bytes.length == 0 ? ' ' : (char) bytes[bytes.length - 1]);
      // The parser takes forms that are longer than the shortest.
      int malformed = text.value() == null ? -1 : JsonBytes.malformed(bytes);
      return malformed < 0
          ? text
          : failed("json.syntax", "no valid JSON: byte %d is no UTF-8".formatted(malformed));
    }
  }

  // The parser would take these for what they are, though JSON is exchanged in UTF-8 alone. No JSON
  // text in UTF-8 begins in this way.
  private static boolean isWide(byte[] bytes) {
    boolean hasZero = false;
    for (int i = 0; i < Math.min(bytes.length, 4); i++) {
      hasZero |= bytes[i] == 0;
    }
    return hasZero || startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Parses a text. */
  public static JsonText of(String text) {
    if (text.startsWith("\uFEFF")) {
      return failed("json.bom", "a JSON text must not begin with a byte order mark");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return parse(parser, text.length(), text.isEmpty() ? ' ' : text.charAt(text.length() - 1));
    }
  }

  private static JsonText parse(JsonParser parser, long length, char last) {
    try {
      if (parser.nextToken() == null) {
        return failed("json.syntax", "expected a JSON value; found nothing");
      }
      JsonNode value = JsonTree.read(parser);
      if (parser.nextToken() != null) {
        return failed("json.syntax", "there is more behind the JSON value" + place(parser));
      }
      return new JsonText(value, null);
    } catch (StreamConstraintsException e) {
      return failed("json.limit", "more than is judged: " + problem(e));
    } catch (JacksonException e) {
      String message = problem(e);
      boolean isDuplicate = message.startsWith("Duplicate");
      Failure failure =
          new Failure(
              isDuplicate ? "json.duplicate" : "json.syntax",
              "no valid JSON: %s%s".formatted(message, place(parser)),
              message.startsWith("Unexpected end-of-input") || isCutIn(parser, length, last));
      return new JsonText(null, failure);
    } catch (NumberFormatException e) {
      // An exponent of more than ten digits; JSON sets no end to it.
      return failed("json.limit", "more than is judged: a number with a huge exponent");
    }
  }

  // Of a word or a number that is cut the parser does not say that the text ends in it.
  private static boolean isCutIn(JsonParser parser, long length, char last) {
    TokenStreamLocation at = parser.currentLocation();
    boolean isInToken = Character.isLetterOrDigit(last) || ".+-".indexOf(last) >= 0;
    return isInToken && Math.max(at.getByteOffset(), at.getCharOffset()) >= length;
  }

  /** What a parser found wrong, in its words. */
  public static String problem(JacksonException failure) {
    return ABOUT_THE_PARSER.matcher(failure.getOriginalMessage()).replaceAll("");
  }

  private static String place(JsonParser parser) {
    return " at line %d, column %d"
        .formatted(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
  }

  private static JsonText failed(String rule, String message) {
    return new JsonText(null, new Failure(rule, message, false));
  }
}
