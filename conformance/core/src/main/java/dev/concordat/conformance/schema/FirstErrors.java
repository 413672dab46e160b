package dev.concordat.conformance.schema;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a validation. Of very many at one place of a schema the first are kept and the last
 * stands for the rest; the validation ends when more places than can be of use have one.
 */
final class FirstErrors extends ArrayList<Error> {
  private static final long serialVersionUID = 1L;

  /** How many errors of a place are kept, beside the last. */
  private static final int MAX_REPEATS = 100;

  private final transient Map<Place, Repeats> places = new HashMap<>();

  /** A keyword, the property that it misses, and the name of the value that contradicts it. */
  private record Place(SchemaLocation schema, @Nullable String property, String name) {
    static Place of(Error error) {
      NodePath at = error.getInstanceLocation();
      boolean isNamed = at.getNameCount() > 0 && at.getElement(-1) instanceof String;
      return new Place(
          error.getSchemaLocation(), error.getProperty(), isNamed ? at.getName(-1) : "");
    }
  }

  private static final class Repeats {
    int kept;
    long dropped;
    @Nullable Error last;
  }

  /** An error, and how many errors it stands for: itself, and those before it that were dropped. */
  record Counted(Error error, long count) {}

  /** There are as many places as are kept. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("more errors than are kept", null, false, false);
    }
  }

  @Override
  public boolean add(Error error) {
    return add(error, 1);
  }

  @Override
  public boolean addAll(Collection<? extends Error> errors) {
    if (errors instanceof FirstErrors counted) {
      counted.counted().forEach(each -> add(each.error(), each.count()));
    } else {
      errors.forEach(this::add);
    }
    return !errors.isEmpty();
  }

  private boolean add(Error error, long count) {
    Repeats repeats = places.computeIfAbsent(Place.of(error), absent -> new Repeats());
    if (repeats.kept < MAX_REPEATS && count == 1) {
      repeats.kept++;
      super.add(error);
    } else {
      repeats.dropped += count;
      repeats.last = error;
    }
    if (places.size() >= SchemaEngine.MAX_PROBLEMS) {
      throw new Full();
    }
    return true;
  }

  /** The errors in their order, and behind them those that stand for others. */
  List<Counted> counted() {
    List<Counted> counted = new ArrayList<>(size());
    forEach(error -> counted.add(new Counted(error, 1)));
    for (Repeats repeats : places.values()) {
      if (repeats.last != null) {
        counted.add(new Counted(repeats.last, repeats.dropped));
      }
    }
    return counted;
  }
}
