package dev.concordat.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** All recorded exchanges. A file that is added to a provider's recordings is read, too. */
final class Recordings {
  private Recordings() {}

  /** An exchange and where it was recorded. */
  record Exchange(String name, Contracts contract, JsonNode entry) {
    JsonNode request() {
      return entry.path("request");
    }

    JsonNode response() {
      return entry.path("response");
    }

    /** The text of the request's body; empty if it has none. */
    String requestBody() {
      return request().path("postData").path("text").asString("");
    }

    String answerBody() {
      return response().path("content").path("text").asString("");
    }

    boolean isStream() {
      return response()
          .path("content")
          .path("mimeType")
          .asString("")
          .startsWith("text/event-stream");
    }

    JsonNode operation() {
      JsonNode operation =
          contract.operation(request().path("method").asString(), request().path("url").asString());
      if (operation == null) {
        throw new IllegalStateException("no operation for " + name);
      }
      return operation;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Exchange> all() {
    List<Exchange> all = new ArrayList<>();
    for (String provider : Contracts.PROVIDERS) {
      try (Stream<Path> files = Files.list(Contracts.SPEC.resolve(provider + "/recordings"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".har")).sorted().toList()) {
          int index = 0;
          for (JsonNode entry :
              Contracts.parse(Files.readString(file)).path("log").path("entries")) {
            String name = provider + "/" + file.getFileName() + "[" + index++ + "]";
            all.add(new Exchange(name, Contracts.of(provider), entry));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }
}
