package dev.concordat.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.exchange.Exchange;
import java.util.List;

/** That the fast way through clean bodies changes nothing of what is said. */
public final class SameEitherWay {
  private SameEitherWay() {}

  /** Judges an exchange both ways, and compares findings and coverage. */
  public static void check(Contracts contracts, Exchange exchange) {
    Judge fast = new Judge(contracts, null);
    Judge thorough = new Judge(contracts, null).thorough();
    assertThat(fast.judge(exchange)).isEqualTo(thorough.judge(exchange));
    assertThat(said(fast)).isEqualTo(said(thorough));
  }

  private static List<Object> said(Judge judge) {
    return judge.coverage().all().stream()
        .<Object>map(
            of -> List.of(of.kinds(), of.bytesJudged(), of.bytesNotJudged(), of.undescribed()))
        .toList();
  }
}
