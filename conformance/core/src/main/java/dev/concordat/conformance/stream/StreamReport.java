package dev.concordat.conformance.stream;

/** Tells what the rules of a stream found, each in its part of the exchange. */
record StreamReport(Chunks chunks) implements StreamRule.Report {
  /** The part that the stream as a whole is. */
  static final String STREAM = "response.stream";

  /** The part that an event is; the first is 0. */
  static String part(int event) {
    return STREAM + "[" + event + "]";
  }

  @Override
  public void inEvent(int event, StreamRule.Fault fault) {
    found(part(event), fault);
  }

  @Override
  public void inStream(StreamRule.Fault fault) {
    found(STREAM, fault);
  }

  private void found(String part, StreamRule.Fault fault) {
    chunks.found(
        fault.rule(), fault.severity(), part, fault.pointer(), fault.message(), fault.subject(), 1);
  }
}
