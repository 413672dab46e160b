package dev.concordat.conformance.testing;

import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.rule.Coverage;
import dev.concordat.conformance.rule.Judge;

/**
 * Holds the calls of tests against the contracts that ship with Concordat.
 *
 * <p>The provider is always named, so a call may go to any base URL: the provider's own, a gateway,
 * a server of one's own, an emulator. The end of its path tells the operation.
 */
public final class Concordat {
  private static final Coverage COVERAGE = new Coverage();

  private Concordat() {}

  /**
   * A REST Assured filter that judges each exchange and fails the test with what it finds. It needs
   * {@code io.rest-assured:rest-assured} on the class path.
   *
   * @param provider the provider's id: {@code intern}, {@code azion}, {@code qianfan} or {@code
   *     maas}
   * @throws IllegalArgumentException where there is no contract of the provider
   */
  public static ContractFilter contract(String provider) {
    return new ContractFilter(judge(provider), Tolerance.DEFAULT);
  }

  /**
   * An OkHttp interceptor that judges the calls of a client while their answers pass. It needs
   * {@code com.squareup.okhttp3:okhttp-jvm} on the class path.
   *
   * @param provider as above
   * @throws IllegalArgumentException where there is no contract of the provider
   */
  public static ContractInterceptor interceptor(String provider) {
    return new ContractInterceptor(provider);
  }

  static Contracts contracts() {
    return Contracts.shipped();
  }

  /** What was exercised of the contracts so far, by whatever judged. */
  static Coverage coverage() {
    return COVERAGE;
  }

  /** A judge of the exchanges of one provider; of all where the name is empty. */
  static Judge judge(String provider) {
    Contracts contracts = Contracts.shipped();
    if (provider.isEmpty()) {
      return new Judge(contracts, null, COVERAGE);
    }
    if (contracts.of(provider) == null) {
      throw new IllegalArgumentException(
          "there is no contract of '%s'; there are %s".formatted(provider, contracts.ids()));
    }
    return new Judge(contracts, provider, COVERAGE);
  }
}
