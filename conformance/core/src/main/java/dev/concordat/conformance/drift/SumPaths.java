package dev.concordat.conformance.drift;

import dev.concordat.conformance.contract.Operation;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Where a stream's contract has to say that the texts of a field add up. Without that, a field that
 * is described has to stay as it is in the first chunk.
 */
record SumPaths(Drift drift) {
  /**
   * A path that {@code sum.append} lacks.
   *
   * @param sum the pointer of the {@code sum}, as a URI fragment
   * @param path the path, from a choice
   */
  record Missing(String sum, String path) {}

  /** The paths of a field whose texts are pieces; empty where no stream adds up. */
  Set<Missing> of(Drift.Undocumented field) {
    Set<Missing> missing =
        new TreeSet<>(Comparator.comparing(Missing::sum).thenComparing(Missing::path));
    if (!field.inPieces()) {
      return missing;
    }
    for (Drift.Place place : field.seen().places()) {
      for (Operation operation : drift.contract().operations()) {
        if (operation.id().equals(place.operation()) && place.part().equals("response.stream")) {
          operation.responses().values().stream()
              .flatMap(response -> response.content().values().stream())
              .forEach(mediaType -> add(mediaType, place.pointer(), missing));
        }
      }
    }
    return missing;
  }

  private static void add(Operation.MediaType mediaType, String pointer, Set<Missing> missing) {
    JsonNode stream = mediaType.json().path("x-event-stream");
    String choice = "/%s/*/".formatted(stream.at("/choices/at").asString(""));
    if (stream.path("sum").isObject() && pointer.startsWith(choice) && !pointer.contains("~")) {
      String path = pointer.substring(choice.length()).replace("/*", "");
      missing.add(new Missing(mediaType.pointer() + "/x-event-stream/sum", path));
    }
  }
}
