package dev.concordat.conformance.rule;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Something that each exchange is held against, as a head or as an answer. A new one is a class:
 * the judge finds it, and reports, {@code concordat explain} and {@code docs/rules.md} find what is
 * to be known of it.
 */
interface Rule {
  /** What it may find. */
  List<RuleCatalogue.Entry> entries();

  /** All rules of a kind, by the names of their classes. */
  static <R extends Rule> List<R> all(Class<R> kind) {
    return ServiceLoader.load(kind, Rule.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
