package dev.concordat.conformance.contract;

import dev.concordat.conformance.contract.OpenApiObjects.Found;
import dev.concordat.conformance.contract.OpenApiObjects.Kind;
import dev.concordat.language.Extension;
import java.util.List;
import java.util.stream.Stream;

/** Checks that what the rules of a stream name is in its events, and in what they add up to. */
final class StreamChecks {
  private final Draft draft;

  StreamChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    for (Found mediaType : draft.objects().all(Kind.MEDIA_TYPE)) {
      Found stream = mediaType.in(Extension.EVENT_STREAM);
      if (stream.json().isObject()) {
        stream(mediaType, stream);
      }
    }
  }

  private void stream(Found mediaType, Found stream) {
    PathChecks event =
        PathChecks.of(draft, "the event's schema", Stream.of(draft.schema(mediaType)), stream);
    event.value(stream.in("name"));
    event.values(stream.in("stable"));
    event.value(stream.in("choices").in("at"));
    event.value(stream.in("trailer").in("empty"));
    event.value(stream.in("trailer").in("carries"));
    String choices = stream.in("choices").json().path("at").asString("");
    if (choices.isEmpty() || !event.leads(choices)) {
      return;
    }
    PathChecks choice = event.in("the schema of a choice", choices);
    choice.value(stream.in("choices").in("key"));
    choice.value(stream.in("finish").in("field"));
    Found sum = stream.in("sum");
    if (!sum.json().isObject()) {
      return;
    }
    List<PathChecks> either = List.of(choice, event);
    for (String list : List.of("append", "latest", "ignore")) {
      Found paths = sum.in(list);
      for (int i = 0; paths.json().isArray() && i < paths.json().size(); i++) {
        Found path = new Found(paths.at().appendIndex(i), paths.json().get(i));
        PathChecks.either(path, path.json().asString(""), either);
      }
    }
    choice.names(sum.in("absent"));
    Found join = sum.in("join");
    for (String path : join.json().propertyNames()) {
      PathChecks.either(join.in(path), path, either);
      if (choice.leads(path)) {
        choice.in("its items", path).value(join.in(path));
      }
    }
    whole(sum, choices, either);
  }

  private void whole(Found sum, String choices, List<PathChecks> either) {
    PathChecks whole =
        PathChecks.of(
            draft,
            "the schema of the whole answer",
            Stream.of(draft.schemas().find(sum.json().path("schema").asString(""))),
            sum);
    List<PathChecks> inWhole = List.of(whole.in("a choice of the whole answer", choices), whole);
    Found rename = sum.in("rename");
    for (String name : rename.json().propertyNames()) {
      PathChecks.either(rename.in(name), name, either);
      String to = rename.json().path(name).asString("");
      int end = name.lastIndexOf('/');
      PathChecks.either(rename.in(name), end < 0 ? to : name.substring(0, end + 1) + to, inWhole);
    }
    Found replace = sum.in("replace");
    for (String path : replace.json().propertyNames()) {
      PathChecks.either(replace.in(path), path, inWhole);
    }
  }
}
