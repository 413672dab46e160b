package dev.concordat.conformance.server.proxy;

import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.recording.RecordingException;
import dev.concordat.conformance.recording.RecordingWriter;
import dev.concordat.conformance.redaction.RedactionException;

/** Where exchanges are written. */
interface Sink {
  /** Writes an exchange, cleared of secrets. */
  void append(WireExchange exchange) throws RedactionException, RecordingException;

  /** Sees to it that what was written outlives the machine, where that was asked for. */
  void sync() throws RecordingException;

  /** A text without the secrets that are known. */
  String cleared(String text);

  /**
   * A recording.
   *
   * @param isSynced whether what is written has to reach the disk, or the operating system alone
   */
  static Sink of(RecordingWriter writer, boolean isSynced) {
    return new Sink() {
      @Override
      public void append(WireExchange exchange) throws RedactionException, RecordingException {
        writer.append(exchange);
      }

      @Override
      public void sync() throws RecordingException {
        if (isSynced) {
          writer.sync();
        }
      }

      @Override
      public String cleared(String text) {
        return writer.redaction().text(text);
      }
    };
  }
}
