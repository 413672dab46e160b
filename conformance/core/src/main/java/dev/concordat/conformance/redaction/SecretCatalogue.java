package dev.concordat.conformance.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is taken for a secret: by its form, by the name of what holds it, or by its looks. It is
 * read from {@code spec/secrets.txt}, which says how; recordings, reports and drift have no other
 * list. Threads may share it.
 */
public final class SecretCatalogue {
  private static final String FILE = "/dev/concordat/spec/secrets.txt";
  private static final SecretCatalogue SHIPPED = read();

  // A longer text is not shown whatever it says, and not searched.
  private static final int MAX_SEARCHED = 200;

  private final SecretForms forms;
  private final SecretNames names;
  private final List<Pattern> hidden;
  private final Set<String> words;

  private SecretCatalogue(Map<String, List<String[]>> sections) {
    forms = new SecretForms(section(sections, "forms"));
    names = new SecretNames(section(sections, "names"), section(sections, "innocent"));
    hidden =
        section(sections, "hidden").stream()
            .map(row -> Pattern.compile(row[0], Pattern.CASE_INSENSITIVE))
            .toList();
    words = new HashSet<>(section(sections, "words").stream().map(row -> row[0]).toList());
  }

  /** The catalogue. */
  public static SecretCatalogue shipped() {
    return SHIPPED;
  }

  /**
   * Whether a value looks like a secret or like what identifies a person, or has one in it. It errs
   * on the side of hiding.
   */
  public boolean isLikely(String text) {
    return isLikelyName(text) || Looks.isLongWord(text);
  }

  /** Whether a name looks like one; names have long words where values do not. */
  public boolean isLikelyName(String text) {
    return text.length() > MAX_SEARCHED
        || hidden.stream().anyMatch(pattern -> pattern.matcher(text).find())
        || forms.isIn(text)
        || Looks.isRandom(text);
  }

  /** Whether reports hide the texts of what has this name, whatever they look like. */
  public boolean isSecretName(String name) {
    return names.has(SecretNames.Scope.SHOWN, name);
  }

  /** Whether reports hide the numbers of what has this name. */
  public boolean isNumberOfPerson(String name) {
    return names.has(SecretNames.Scope.NUMBER, name);
  }

  SecretForms forms() {
    return forms;
  }

  SecretNames names() {
    return names;
  }

  /** Whether a text is what others say in the place of a secret. */
  boolean isWord(String text) {
    return words.contains(text.toLowerCase(Locale.ROOT));
  }

  private static List<String[]> section(Map<String, List<String[]>> sections, String name) {
    List<String[]> rows = sections.get(name);
    if (rows == null) {
      throw new IllegalStateException(FILE + " has no section [" + name + "]");
    }
    return rows;
  }

  private static SecretCatalogue read() {
    try (InputStream in = SecretCatalogue.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      Map<String, List<String[]>> sections = new HashMap<>();
      List<String[]> section = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String row = line.strip();
        if (row.startsWith("[") && row.endsWith("]") && !row.contains("  ")) {
          section = new ArrayList<>();
          sections.put(row.substring(1, row.length() - 1), section);
        } else if (!row.isEmpty() && !row.startsWith("#")) {
          section.add(row.split(" {2,}", -1));
        }
      }
      return new SecretCatalogue(sections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
