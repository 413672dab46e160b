package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.schema.JsonType;
import dev.concordat.language.EventStream;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a stream's contract has to say how the values of a field add up. Without that, a field that
 * is described has to stay as it is in the first chunk.
 */
record SumPaths(Drift drift) {
  /**
   * A path that the {@code sum} lacks.
   *
   * @param sum the pointer of the {@code sum}, as a URI fragment
   * @param list what has to name it: {@code append} or {@code latest}
   * @param path the path, from a choice or from the event
   */
  record Missing(String sum, String list, String path) {}

  /** The paths of a field whose values differ; empty where no stream adds up. */
  Set<Missing> of(Drift.Undocumented field) {
    Set<Missing> missing =
        new TreeSet<>(
            Comparator.comparing(Missing::sum)
                .thenComparing(Missing::list)
                .thenComparing(Missing::path));
    if (!field.inPieces()) {
      return missing;
    }
    for (Drift.Place place : field.seen().places()) {
      for (Operation operation : drift.contract().operations()) {
        if (operation.id().equals(place.operation()) && place.part().equals("response.stream")) {
          operation.responses().values().stream()
              .flatMap(response -> response.content().values().stream())
              .forEach(mediaType -> add(mediaType, place.pointer(), field.types(), missing));
        }
      }
    }
    return missing;
  }

  // Of a choice texts and lists add up; of anything else, and of the event itself, the last counts.
  private static void add(
      Operation.MediaType mediaType, String pointer, Set<JsonType> types, Set<Missing> missing) {
    EventStream stream = mediaType.stream();
    EventStream.Sum sum = stream == null ? null : stream.sum();
    if (stream == null || sum == null || pointer.contains("~")) {
      return;
    }
    String choices = "/" + stream.choices();
    boolean isOfChoice = pointer.startsWith(choices + "/*/");
    String path =
        isOfChoice
            ? pointer.substring(choices.length() + 3).replace("/*", "")
            : pointer.substring(1).split("/", 2)[0];
    boolean isAppended = isOfChoice && isPieces(types);
    if (!(isAppended ? sum.append() : sum.latest()).contains(path)) {
      missing.add(new Missing(stream.pointer() + "/sum", isAppended ? "append" : "latest", path));
    }
  }

  private static boolean isPieces(Set<JsonType> types) {
    Set<JsonType> said = EnumSet.copyOf(types);
    said.remove(JsonType.NULL);
    return said.equals(Set.of(JsonType.STRING)) || said.equals(Set.of(JsonType.ARRAY));
  }
}
