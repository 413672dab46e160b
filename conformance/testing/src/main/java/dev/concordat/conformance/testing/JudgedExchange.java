package dev.concordat.conformance.testing;

import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.redaction.ReportMask;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import org.jspecify.annotations.Nullable;

/** An exchange, and what was said of it. */
public final class JudgedExchange {
  private final String name;
  private final Exchange exchange;
  private final Judgement judgement;
  private final Tolerance tolerance;
  private final @Nullable String file;
  private final int index;

  private JudgedExchange(
      String name,
      @Nullable String file,
      int index,
      Exchange exchange,
      Judgement judgement,
      Tolerance tolerance) {
    this.name = name;
    this.file = file;
    this.index = index;
    this.exchange = exchange;
    this.judgement = judgement;
    this.tolerance = tolerance;
  }

  /** An exchange that was had and not read from a recording. */
  static JudgedExchange live(Exchange exchange, Judgement judgement, Tolerance tolerance) {
    return new JudgedExchange(nameOf(exchange.request()), null, 0, exchange, judgement, tolerance);
  }

  /** An exchange that was read from a recording. */
  static JudgedExchange recorded(
      RecordedEntries.Named entry, Exchange exchange, Judgement judgement, Tolerance tolerance) {
    return new JudgedExchange(
        entry.name(), entry.file(), entry.entry().index(), exchange, judgement, tolerance);
  }

  // Queries and user names are left out: they may hold secrets.
  private static String nameOf(Exchange.Request request) {
    Server.Address address = Server.Address.parse(request.url());
    return ReportMask.ofHead(request)
        .text("%s %s%s".formatted(request.method(), address.host(), address.path()));
  }

  /**
   * Where the exchange is from: {@code chat.har[0]} for the first of a file, the method and URL of
   * a call, without its query.
   */
  public String name() {
    return name;
  }

  /**
   * The request and its answer. An answer that was judged while it passed has no body here: nobody
   * kept it.
   */
  public Exchange exchange() {
    return exchange;
  }

  /** What was said of it. */
  public Judgement judgement() {
    return judgement;
  }

  /**
   * Passes where the exchange conforms; where it drifts too, and fails where it is unchecked,
   * unless that was configured otherwise where the exchange comes from.
   *
   * @throws AssertionError with all findings, each with the part and pointer, what was expected and
   *     found, and the document that says so
   */
  public void assertConforms() {
    if (!tolerance.accepts(judgement)) {
      throw new AssertionError(FindingsText.of(this));
    }
  }

  /** Whether a finding of this weight fails a test here. */
  boolean isFailing(Severity severity) {
    return tolerance.fails(severity);
  }

  /** The recording that it is from, or null where it was had. */
  @Nullable String file() {
    return file;
  }

  /** Which entry of the recording it is, from 0. */
  int index() {
    return index;
  }

  boolean isAccepted() {
    return tolerance.accepts(judgement);
  }

  /** The name, the provider and the operation. */
  @Override
  public String toString() {
    return "%s %s %s"
        .formatted(
            name,
            judgement.provider() == null ? "-" : judgement.provider(),
            judgement.operation() == null ? "-" : judgement.operation());
  }
}
