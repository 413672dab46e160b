package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documented requests show and the contract does not say. */
final class DocumentedRequests {
  private DocumentedRequests() {}

  /** The model that a documented request shows an image to, or null where none does. */
  static @Nullable String imageModel(Contract contract, Operation operation) {
    for (Contracts.ShippedRecording file : Contracts.shippedRecordings()) {
      if (file.name().startsWith(contract.provider() + "/")) {
        String model = imageModel(file, operation);
        if (model != null) {
          return model;
        }
      }
    }
    return null;
  }

  private static @Nullable String imageModel(Contracts.ShippedRecording file, Operation operation) {
    try (RecordingReader reader =
        RecordingReader.open(file.name(), new ByteArrayInputStream(file.content()))) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          String url = Server.Address.parse(read.exchange().request().url()).path();
          Body body = read.exchange().request().body();
          JsonNode request = body == null ? null : JsonText.of(body).value();
          if (request != null
              && url.endsWith(operation.path())
              && request.path("model").isString()
              && request.toString().contains("\"image_url\"")) {
            return request.path("model").stringValue();
          }
        }
      }
      return null;
    } catch (RecordingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
