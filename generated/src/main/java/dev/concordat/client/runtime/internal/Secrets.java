package dev.concordat.client.runtime.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Which headers hold credentials, and how a text is freed of them. What is a secret is said in
 * {@code spec/secrets.txt}, of which the jar has a copy.
 */
final class Secrets {
  private static final String FILE = "secrets.txt";
  private static final String MASK = "***";
  private static final int SHORTEST = 4;
  private static final int SHORTEST_PART = 8;

  // Read when the first error is told, and not before.
  private static final class Catalogue {
    // The others are for what the checker shows, or for headers of which it knows the harmless
    // ones.
    private static final Set<String> SCOPES = Set.of("text", "member", "url");
    static final List<Name> NAMES = new ArrayList<>();
    static final List<Pattern> FORMS = new ArrayList<>();

    static {
      read();
    }

    private static void read() {
      try (InputStream in = Secrets.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(FILE + " is not in the jar");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String section = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String row = line.strip();
          if (row.startsWith("[") && row.endsWith("]") && !row.contains("  ")) {
            section = row;
          } else if (!row.isEmpty() && !row.startsWith("#")) {
            take(section, row.split(" {2,}", -1));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void take(String section, String[] row) {
      if (section.equals("[forms]")) {
        FORMS.add(Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(row[0]) + row[1]));
      } else if (section.equals("[names]") && SCOPES.contains(row[1])) {
        NAMES.add(Name.of(row[0]));
      }
    }
  }

  private Secrets() {}

  static boolean isSecret(String header) {
    String plain = plain(header);
    for (Name name : Catalogue.NAMES) {
      if (name.matches(plain)) {
        return true;
      }
    }
    return false;
  }

  // In lower case, letters and digits alone.
  private static String plain(String header) {
    StringBuilder plain = new StringBuilder(header.length());
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        plain.append((char) (c + ('a' - 'A')));
      }
    }
    return plain.toString();
  }

  // A header is not read word by word: what ends in one that says so is taken for secret.
  private record Name(String word, boolean within, boolean atEnd) {
    static Name of(String row) {
      return new Name(
          row.replaceAll("[*_]", ""),
          row.startsWith("*") && row.endsWith("*"),
          row.startsWith("*") || row.startsWith("_"));
    }

    boolean matches(String plain) {
      if (within) {
        return plain.contains(word);
      }
      return atEnd ? plain.endsWith(word) : plain.equals(word);
    }
  }

  /** The text without the value of such a header, and without the part behind its scheme. */
  static String mask(String text, String value) {
    String masked = maskPart(text, value);
    String credential = value.substring(value.indexOf(' ') + 1);
    if (credential.startsWith("bce-auth-v1/")) {
      // The access key and the signature, which providers repeat without what is around them.
      String[] parts = credential.split("/", -1);
      return maskPart(maskPart(masked, parts[1]), parts[parts.length - 1]);
    }
    masked = maskPart(masked, credential);
    if (value.regionMatches(true, 0, "Basic ", 0, 6)) {
      ByteString decoded = ByteString.decodeBase64(credential);
      String pair = decoded == null ? "" : decoded.utf8();
      return maskPart(masked, pair.substring(pair.indexOf(':') + 1));
    }
    if (credential.startsWith("bce-v3/")) {
      for (String part : credential.split("/", -1)) {
        masked = part.length() < SHORTEST_PART ? masked : masked.replace(part, MASK);
      }
    }
    return masked;
  }

  /** The text without what has the form of a key. */
  static String maskForms(String text) {
    String masked = text;
    for (Pattern form : Catalogue.FORMS) {
      masked = form.matcher(masked).replaceAll(MASK);
    }
    return masked;
  }

  private static String maskPart(String text, String secret) {
    return secret.length() < SHORTEST ? text : text.replace(secret, MASK);
  }
}
