package dev.concordat.conformance.redaction;

import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides in a text for people what an exchange shows to be a credential, and what has a secret's
 * name or form. In its place stand its type and size. For one thread.
 */
public final class ReportMask {
  /** How many characters a secret has at the least that is told from other text. */
  public static final int SHORTEST = SecretIndex.MIN;

  private static final int MIN_CUT = 4;
  private static final String CUT = "…";
  private static final Pattern FOUND =
      Pattern.compile("found (?:\"((?:[^\"\\\\]|\\\\.)*+)(?:\"|…)|(-?\\d[\\d.eE+-]*))");

  private final Secrets secrets;

  private ReportMask(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * One for what is said of an exchange.
   *
   * @param words names and values that contracts list, and that are no secrets
   */
  public static ReportMask of(Exchange exchange, Set<String> words) {
    Secrets secrets = new Secrets(words, false);
    Learner learner = new Learner(secrets);
    Exchange.Response response = exchange.response();
    take(() -> learner.learn(exchange.request().url(), exchange.request().headers()));
    take(() -> learn(learner, exchange.request().body()));
    if (response != null) {
      take(() -> learner.learnAnswer(response.headers()));
      take(() -> learn(learner, response.body()));
    }
    return new ReportMask(secrets);
  }

  /**
   * One for what is said of an exchange and shows nothing of it that could be a secret.
   *
   * @param words as above
   */
  public static ReportMask plain(Set<String> words) {
    return new ReportMask(new Secrets(words, false));
  }

  /** One for what is said of a call, of which no more is known than the head of its request. */
  public static ReportMask ofHead(Exchange.Request request) {
    Secrets secrets = new Secrets(Set.of(), false);
    take(() -> new Learner(secrets).learn(request.url(), request.headers()));
    return new ReportMask(secrets);
  }

  /** A text, without what has a secret's form or stands behind a secret's name. */
  public static String line(String text) {
    return new ReportMask(new Secrets(Set.of(), false)).text(text);
  }

  /** A text without secrets. */
  public String text(String text) {
    if (text.length() < SecretIndex.MIN) {
      return text;
    }
    take(() -> new Learner(secrets).learn(text));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BitSet marks = secrets.marks(TextView.of(bytes)).all();
    for (int end = text.indexOf(CUT); end >= 0; end = text.indexOf(CUT, end + 1)) {
      String before = text.substring(0, end);
      int cut = secrets.endsCut(before);
      if (cut >= MIN_CUT) {
        int stop = before.getBytes(StandardCharsets.UTF_8).length;
        marks.set(Math.max(0, stop - cut), stop);
      }
    }
    return marks.isEmpty() ? text : shown(bytes, marks);
  }

  /**
   * What is said of a value, without secrets.
   *
   * @param name the name of what has the value, empty where there is none
   */
  public String message(String name, String message) {
    SecretCatalogue catalogue = SecretCatalogue.shipped();
    if (!name.isEmpty() && catalogue.isSecretName(name)) {
      Matcher found = FOUND.matcher(message);
      return text(found.replaceAll(value -> Matcher.quoteReplacement(hidden(value, name))));
    }
    return text(message);
  }

  /** Whether a value has a secret in it. */
  public boolean hides(String value) {
    return !text(value).equals(value);
  }

  private static String hidden(java.util.regex.MatchResult found, String name) {
    String text = found.group(1);
    if (text != null) {
      boolean isCut = found.group().endsWith(CUT);
      int length = text.codePointCount(0, text.length());
      return "found string of %s%s".formatted(isCut ? "over " : "", characters(length));
    }
    return SecretCatalogue.shipped().isNumberOfPerson(name)
        ? "found number of " + characters(found.group(2).length())
        : found.group();
  }

  private static String shown(byte[] bytes, BitSet marks) {
    StringBuilder shown = new StringBuilder();
    int done = 0;
    for (int start = marks.nextSetBit(0); start >= 0; start = marks.nextSetBit(done)) {
      int end = marks.nextClearBit(start);
      int length = text(bytes, start, end).codePointCount(0, text(bytes, start, end).length());
      boolean isWhole =
          start > 0 && end < bytes.length && bytes[start - 1] == '"' && bytes[end] == '"';
      shown.append(text(bytes, done, isWhole ? start - 1 : start));
      shown.append(
          isWhole
              ? "string of " + characters(length)
              : "(string of %s)".formatted(characters(length)));
      done = isWhole ? end + 1 : end;
    }
    return shown.append(text(bytes, done, bytes.length)).toString();
  }

  private static String characters(int count) {
    return count == 1 ? "1 character" : count + " characters";
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static void learn(Learner learner, @Nullable Body body) throws RedactionException {
    if (body != null && !body.isEmpty() && body.undecoded() == null && body.stored() == null) {
      learner.learn(BodyText.of(body));
    }
  }

  private interface Step {
    void run() throws RedactionException;
  }

  // What cannot be looked through shows what it can.
  private static void take(Step step) {
    try {
      step.run();
    } catch (RedactionException | IllegalArgumentException e) {
      // Whatever else is known is masked all the same.
    }
  }
}
