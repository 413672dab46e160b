package dev.concordat.conformance.testing;

import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.rule.Judge;
import dev.concordat.conformance.verdict.Severity;
import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/**
 * Judges each exchange of REST Assured, request and answer, and fails the test with what it finds:
 *
 * <pre>{@code
 * given().filter(Concordat.contract("intern")) …
 * }</pre>
 *
 * <p>REST Assured cannot stream: it has the whole body of an answer or nothing, so an event stream
 * is judged once it is finished. For streams that are read while they come there is {@link
 * ContractInterceptor}.
 *
 * <p>It runs behind all other filters, so that it sees what they add to the request. Threads and
 * tests may share one.
 */
public final class ContractFilter implements OrderedFilter {
  private final Judge judge;
  private final Tolerance tolerance;

  ContractFilter(Judge judge, Tolerance tolerance) {
    this.judge = judge;
    this.tolerance = tolerance;
  }

  /**
   * The same filter, failing on what is at least as severe as this. What stays unchecked fails in
   * any case unless {@link #allowUnchecked} lets it pass.
   *
   * @param lightest {@link Severity#VIOLATION} where nothing is said; {@link Severity#DRIFT} to
   *     fail on what the contract does not describe too
   */
  public ContractFilter failOn(Severity lightest) {
    return new ContractFilter(judge, tolerance.failOn(lightest));
  }

  /** The same filter, letting exchanges pass of which a part met no schema or rule. */
  public ContractFilter allowUnchecked() {
    return new ContractFilter(judge, tolerance.allowingUnchecked());
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /**
   * Sends the request and judges the exchange.
   *
   * @throws AssertionError where the exchange does not conform
   */
  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Exchange.Request sent = RestAssuredExchange.request(request);
    Response response = context.next(request, expected);
    Exchange exchange = new Exchange(sent, RestAssuredExchange.response(response));
    JudgedExchange judged = JudgedExchange.live(exchange, judge.judge(exchange), tolerance);
    RunReport.take(judged);
    judged.assertConforms();
    return response;
  }
}
