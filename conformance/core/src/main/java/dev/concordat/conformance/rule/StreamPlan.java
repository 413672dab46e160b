package dev.concordat.conformance.rule;

import dev.concordat.conformance.compiled.Keep;
import dev.concordat.conformance.schema.SchemaNode;
import dev.concordat.conformance.schema.Union;
import dev.concordat.language.EventStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the streams of a media type once, however many there are.
 *
 * @param error the schema of an event that is an error, or null where none is described
 * @param mayBeError whether a chunk that satisfies its schema, and holds nothing that it does not
 *     describe, could still be taken for an error
 * @param keep what is looked at of chunks: all, with the places of the texts that are appended
 */
record StreamPlan(EventStream contract, @Nullable SchemaNode error, boolean mayBeError, Keep keep) {
  static StreamPlan of(EventStream stream, @Nullable SchemaNode error, @Nullable SchemaNode chunk) {
    return new StreamPlan(stream, error, mayBeError(error, chunk), keep(stream));
  }

  private static Keep keep(EventStream stream) {
    Set<String> appended = new LinkedHashSet<>();
    if (stream.sum() != null && stream.choices() != null) {
      stream.sum().append().forEach(path -> appended.add(stream.choices() + "/" + path));
    }
    return Keep.marking(appended);
  }

  // Not where an error must have what a chunk cannot.
  private static boolean mayBeError(@Nullable SchemaNode error, @Nullable SchemaNode chunk) {
    if (error == null || chunk == null) {
      return error != null;
    }
    Union union = error.union();
    return union == null
        ? mayBe(error, chunk)
        : union.branches().stream().anyMatch(branch -> mayBe(branch, chunk));
  }

  private static boolean mayBe(SchemaNode error, SchemaNode chunk) {
    for (String name : error.required()) {
      SchemaNode described = chunk.properties().get(name);
      SchemaNode wanted = error.properties().get(name);
      if (described == null
          || (wanted != null
              && !wanted.values().isEmpty()
              && !described.values().isEmpty()
              && Collections.disjoint(wanted.values(), described.values()))) {
        return false;
      }
    }
    return true;
  }
}
