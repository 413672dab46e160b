package dev.concordat.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the files of a contract. What follows from one mistake is no second one: in a
 * value that is wrong, nothing more is told.
 */
public final class Flaws {
  private static final int MAX_TOLD = 200;

  private record Flaw(int line, String told) {}

  private final List<String> unreadable = new ArrayList<>();
  private final List<SourceTree> files = new ArrayList<>();
  private final Map<Integer, Set<Flaw>> found = new TreeMap<>();
  private final Set<String> wrong = new HashSet<>();

  /** The value at the pointer is wrong, and what is in it tells nothing. */
  public void wrong(SourceTree file, String pointer, String message) {
    if (add(file, pointer, message)) {
      wrong.add(key(file, pointer));
    }
  }

  /** Something is wrong at the pointer; what is in the value is told too. */
  public void at(SourceTree file, String pointer, String message) {
    add(file, pointer, message);
  }

  /** Reads a file and notes what is wrong with it; null where it cannot be read at all. */
  public @Nullable SourceTree read(Supplier<SourceTree> file) {
    try {
      SourceTree read = file.get();
      read.flaws().forEach((pointer, message) -> wrong(read, pointer, message));
      return read;
    } catch (ContractException e) {
      unreadable.addAll(e.mistakes());
      return null;
    }
  }

  /** Whether the value at the pointer, or one around it, was said to be wrong. */
  public boolean isWrong(SourceTree file, String pointer) {
    for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
      if (wrong.contains(key(file, at))) {
        return true;
      }
      if (at.isEmpty()) {
        return false;
      }
    }
  }

  private boolean add(SourceTree file, String pointer, String message) {
    if (isWrong(file, pointer)) {
      return false;
    }
    Flaw flaw = new Flaw(file.line(pointer), file.told(pointer, message));
    found.computeIfAbsent(number(file), absent -> new LinkedHashSet<>()).add(flaw);
    return true;
  }

  private int number(SourceTree file) {
    if (!files.contains(file)) {
      files.add(file);
    }
    return files.indexOf(file);
  }

  private String key(SourceTree file, String pointer) {
    return number(file) + pointer;
  }

  /**
   * Throws what was found, in the order of the files.
   *
   * @throws ContractException where something was
   */
  public void refuse() {
    List<String> told = new ArrayList<>(unreadable);
    for (Set<Flaw> ofFile : found.values()) {
      ofFile.stream()
          .sorted(Comparator.comparingInt(Flaw::line))
          .forEach(flaw -> told.add(flaw.told()));
    }
    if (told.size() > MAX_TOLD) {
      int more = told.size() - MAX_TOLD;
      told.subList(MAX_TOLD, told.size()).clear();
      told.add("and %d more mistakes".formatted(more));
    }
    if (!told.isEmpty()) {
      throw new ContractException(told);
    }
  }
}
