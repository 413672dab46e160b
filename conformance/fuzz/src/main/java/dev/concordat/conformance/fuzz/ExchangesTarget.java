package dev.concordat.conformance.fuzz;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.exchange.WireExchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.rule.LiveExchange;
import dev.concordat.conformance.verdict.Judgement;

/** Exchanges that are judged by every way there is: whole, thoroughly, and while they pass. */
public final class ExchangesTarget {
  private static final Judge FAST = new Judge(Seeds.CONTRACTS, null);
  private static final Judge THOROUGH = new Judge(Seeds.CONTRACTS, null).thorough();

  private ExchangesTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws data = new Draws(input);
    WireExchange wire = new Mutations(data).exchange();
    Exchange exchange = wire.decoded();
    Judgement judgement = FAST.judge(exchange);
    RecordingsTarget.check(judgement);
    same("thoroughly", judgement, THOROUGH.judge(exchange));
    WireExchange.Response response = wire.response();
    // A live exchange is told its provider by its URL.
    if (response != null
        && judgement.equals(FAST.judge(new Exchange(exchange.request(), response.decoded())))) {
      same("live", judgement, live(exchange.request(), response, data));
    }
  }

  private static Judgement live(
      Exchange.Request request, WireExchange.Response response, Draws data) {
    LiveExchange live =
        FAST.begin(request, new Exchange.Response(response.status(), response.headers(), null));
    byte[] bytes = response.body();
    for (int at = 0; at < bytes.length; ) {
      int count = Math.min(bytes.length - at, data.number(1, 4096));
      live.body(bytes, at, count);
      at += count;
    }
    return live.end();
  }

  private static void same(String way, Judgement expected, Judgement other) {
    if (!expected.equals(other)) {
      throw new AssertionError("judged %s it is%n%s%nand not%n%s".formatted(way, other, expected));
    }
  }
}
