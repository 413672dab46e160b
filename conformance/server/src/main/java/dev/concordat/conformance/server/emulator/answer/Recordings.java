package dev.concordat.conformance.server.emulator.answer;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.JsonText;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingReader;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.server.emulator.reply.ErrorForm;
import dev.concordat.conformance.server.emulator.reply.Reply;
import dev.concordat.conformance.server.emulator.reply.ReplyPieces;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The documented exchanges of a provider, which are answered as the document shows. */
public final class Recordings {
  private final List<Recorded> recorded = new ArrayList<>();

  private record Recorded(String operation, @Nullable JsonNode request, Reply reply) {}

  public Recordings(Contract contract, Judge judge) {
    for (Contracts.ShippedRecording file : Contracts.shippedRecordings()) {
      if (file.name().startsWith(contract.provider() + "/")) {
        read(file, contract, judge);
      }
    }
  }

  private void read(Contracts.ShippedRecording file, Contract contract, Judge judge) {
    try (RecordingReader reader =
        RecordingReader.open(file.name(), new ByteArrayInputStream(file.content()))) {
      for (RecordingReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RecordingReader.Read read) {
          add(read.exchange(), contract, judge);
        }
      }
    } catch (RecordingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Exchange exchange, Contract contract, Judge judge) {
    Exchange.Response response = exchange.response();
    Body body = response == null ? null : response.body();
    if (response == null || body == null) {
      return;
    }
    Judgement judgement = judge.judge(exchange);
    Operation operation =
        contract.operations().stream()
            .filter(each -> each.id().equals(judgement.operation()))
            .findFirst()
            .orElse(null);
    if (operation == null
        || judgement.verdict().compareTo(Verdict.DRIFTS) > 0
        || isError(operation, response)) {
      return;
    }
    recorded.add(
        new Recorded(
            operation.id(), request(operation, exchange.request()), reply(response, body)));
  }

  // An error is documented beside a request that is answered otherwise.
  private static boolean isError(Operation operation, Exchange.Response response) {
    Operation.Response described = operation.response(response.status());
    Body body = response.body();
    JsonNode value = body == null ? null : JsonText.of(body).value();
    return response.status() >= 300
        || (described != null
            && described.error() != null
            && value != null
            && described.error().required().stream().anyMatch(value::has));
  }

  private static Reply reply(Exchange.Response response, Body body) {
    String type = body.mediaType() == null ? ErrorForm.MEDIA_TYPE : body.mediaType();
    String text = new String(body.bytes(), body.charset());
    if (!Operation.essence(type).equals("text/event-stream")) {
      return Reply.whole(response.status(), type, text);
    }
    List<byte[]> events = new ArrayList<>();
    for (String event : text.split("(?<=\\n\\n)", -1)) {
      if (!event.isEmpty()) {
        events.add(Reply.bytes(event));
      }
    }
    return Reply.stream(ReplyPieces.of(events));
  }

  // A body that may be left out says nothing where it is an empty object.
  private static @Nullable JsonNode request(Operation operation, Exchange.Request request) {
    Body body = request.body();
    JsonNode value = body == null ? null : JsonText.of(body).value();
    boolean mayBeAbsent = operation.requestBody() == null || !operation.requestBody().required();
    return value != null && value.isObject() && value.isEmpty() && mayBeAbsent ? null : value;
  }

  /** The documented answer to a request, or null where there is none. */
  public @Nullable Reply find(Operation operation, Exchange.Request request) {
    JsonNode value = request(operation, request);
    return recorded.stream()
        .filter(each -> each.operation().equals(operation.id()))
        .filter(each -> value == null ? each.request() == null : value.equals(each.request()))
        .map(Recorded::reply)
        .findFirst()
        .orElse(null);
  }
}
