package dev.concordat.conformance.recording;

import dev.concordat.conformance.json.JsonScanner;
import dev.concordat.conformance.json.Refused;
import dev.concordat.conformance.json.SharedNames;
import org.jspecify.annotations.Nullable;

/**
 * The text of an entry that is held and out of nothing ordinary, read by its bytes. What is out of
 * the ordinary is refused: {@link EntryText} reads it, and explains it.
 */
final class ScannedEntry implements EntryTokens {
  private static final SharedNames SHARED = new SharedNames();

  private final JsonScanner scanner;
  private Kind kind;
  // Whether the value that it stands at is still to be read.
  private boolean isAhead;

  /** The text between two places of a block; refused where no value begins there. */
  ScannedEntry(byte[] block, int start, int end) {
    scanner = new JsonScanner(block, start, end);
    kind = arrive();
  }

  // A number is taken by this, as only its end tells what it is.
  private Kind arrive() {
    isAhead = true;
    return switch (scanner.peek()) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.LIST;
      case '"' -> Kind.TEXT;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> {
        isAhead = false;
        scanner.number();
        yield scanner.isIntegral() && !scanner.isPointed() ? Kind.WHOLE : Kind.NUMBER;
      }
    };
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public @Nullable String member() {
    if (!goesOn(Kind.OBJECT, '{', '}')) {
      return null;
    }
    scanner.name();
    String name = scanner.word(SHARED);
    kind = arrive();
    return name;
  }

  @Override
  public boolean item() {
    if (!goesOn(Kind.LIST, '[', ']')) {
      return false;
    }
    kind = arrive();
    return true;
  }

  private boolean goesOn(Kind whole, char opening, char closing) {
    boolean isFirst = isAhead && kind == whole;
    if (isFirst) {
      isAhead = false;
      scanner.take(opening);
    } else {
      skip();
    }
    if (isFirst ? !scanner.takes(closing) : scanner.takes(',')) {
      return true;
    }
    if (!isFirst) {
      scanner.take(closing);
    }
    return false;
  }

  @Override
  public String text() {
    take();
    return scanner.string();
  }

  @Override
  public String word() {
    take();
    return scanner.word(SHARED);
  }

  private void take() {
    isAhead = false;
    scanner.text();
  }

  @Override
  public byte[] utf8() {
    isAhead = false;
    return scanner.utf8();
  }

  @Override
  public String digits() {
    return scanner.raw();
  }

  @Override
  public double number() {
    return Double.parseDouble(scanner.raw());
  }

  @Override
  public void skip() {
    if (isAhead) {
      isAhead = false;
      scanner.value();
    }
  }

  /** Refuses what has more behind the entry. */
  void end() {
    if (!scanner.isAtEnd()) {
      throw new Refused();
    }
  }
}
