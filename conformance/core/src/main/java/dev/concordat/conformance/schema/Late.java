package dev.concordat.conformance.schema;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made when it is asked for first, and once. Threads may share one. */
public final class Late<T> implements Supplier<T> {
  private volatile @Nullable T made;
  private @Nullable Supplier<T> maker;

  /** What the maker makes. */
  public Late(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T value = made;
    return value == null ? make() : value;
  }

  private synchronized T make() {
    T value = made;
    if (value == null) {
      value = Objects.requireNonNull(maker).get();
      made = value;
      maker = null;
    }
    return value;
  }
}
