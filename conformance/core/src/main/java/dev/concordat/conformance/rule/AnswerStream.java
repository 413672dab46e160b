package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Operation.MediaType;
import dev.concordat.conformance.stream.EventStreamDecoder;
import dev.concordat.conformance.stream.StreamJudge;
import dev.concordat.conformance.verdict.Judgement;

/** The body of an answer that is judged as it comes. */
final class AnswerStream {
  private final Case exchange;
  private final ChunkJudge chunks;
  private final StreamJudge judge;
  private final EventStreamDecoder decoder;
  private long length;

  AnswerStream(Case exchange, MediaType mediaType, StreamPlan plan, ValueJudge values) {
    this.chunks = new ChunkJudge(exchange, mediaType, plan, values);
    this.exchange = exchange;
    this.judge = new StreamJudge(chunks.contract(), chunks);
    this.decoder = new EventStreamDecoder(judge, EventStreamDecoder.DEFAULT_LIMIT);
  }

  void feed(byte[] bytes, int offset, int count) {
    decoder.feed(bytes, offset, count);
    length += count;
  }

  /** How many bytes came. */
  long length() {
    return length;
  }

  /** Whether the event came that ends the stream. */
  boolean hasEnded() {
    return judge.hasEnded();
  }

  void end() {
    decoder.end();
    judge.end();
    if (judge.isEmpty()) {
      chunks.notJudged("stream.empty", length - chunks.bytesNotJudged());
    }
    exchange.coverage().judged(length - chunks.bytesNotJudged());
  }

  /** Takes that nothing more comes, and that this is not the end. */
  void leave() {
    judge.leave();
    exchange.coverage().judged(length - chunks.bytesNotJudged());
  }

  Judgement judgement() {
    return new Judgement(
        exchange.contract().provider(), exchange.operation().id(), exchange.findings().all());
  }
}
