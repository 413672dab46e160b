package dev.concordat.conformance.rule;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.contract.NamedProviders;
import dev.concordat.conformance.contract.Operation;
import dev.concordat.conformance.contract.Route;
import dev.concordat.conformance.contract.Server;
import dev.concordat.conformance.exchange.Body;
import dev.concordat.conformance.exchange.Exchange;
import dev.concordat.conformance.schema.SchemaEngine;
import dev.concordat.conformance.verdict.Finding;
import dev.concordat.conformance.verdict.Judgement;
import dev.concordat.conformance.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges exchanges against contracts. Threads may share one. */
public final class Judge {
  private final Contracts contracts;
  private final NamedProviders named;
  private final Observer observer;
  private final boolean isThorough;
  private final Coverage coverage;
  private final FindingMask mask;
  // For this judge and those that are made of it.
  private final ResponseJudge response;

  /**
   * A judge.
   *
   * @param provider the provider of all exchanges, or null where each names its own or its URL
   *     tells
   */
  public Judge(Contracts contracts, @Nullable String provider) {
    this(contracts, provider, new Coverage());
  }

  /**
   * A judge that has what is exercised in common with others.
   *
   * @param coverage takes what it exercises of its contracts
   */
  public Judge(Contracts contracts, @Nullable String provider, Coverage coverage) {
    this(
        contracts,
        NamedProviders.ofAll(provider),
        Observer.NONE,
        coverage,
        false,
        new ResponseJudge());
  }

  /**
   * A judge that tells what it meets.
   *
   * @param named what the user says of the providers
   * @param observer is told from every thread that judges; not of streams that are judged as they
   *     come
   */
  public Judge(Contracts contracts, NamedProviders named, Observer observer) {
    this(contracts, named, observer, new Coverage(), false, new ResponseJudge());
  }

  private Judge(
      Contracts contracts,
      NamedProviders named,
      Observer observer,
      Coverage coverage,
      boolean isThorough,
      ResponseJudge response) {
    this.contracts = contracts;
    this.named = named;
    this.observer = observer;
    this.isThorough = isThorough;
    this.coverage = coverage;
    this.mask = new FindingMask(contracts::words);
    this.response = response;
  }

  /**
   * A judge that says the same of every exchange, and has the schema engine validate each text:
   * this one does so only where a text was not seen to be clean when it was read.
   */
  public Judge thorough() {
    return new Judge(contracts, named, observer, new Coverage(), true, response);
  }

  /**
   * A judge that says the same and counts by itself what it exercises.
   *
   * @param told is told what it meets, in the place of this one's observer
   */
  public Judge apart(Observer told) {
    return new Judge(contracts, named, told, new Coverage(), isThorough, response);
  }

  /** What this judge exercised of its contracts so far. */
  public Coverage coverage() {
    return coverage;
  }

  /** Which contract and operation an exchange is of. */
  public Route route(Exchange exchange) {
    Exchange.Request request = exchange.request();
    Route route = contracts.route(named, exchange.provider(), request.method(), request.url());
    if (exchange.isTunnel() && !(route instanceof Route.Found)) {
      // It is asked for with a host and a port alone.
      String host = Server.Address.parse(request.url()).authority();
      return new Route.Aside(
          host.isEmpty() ? request.url() : host, Route.Reason.TUNNEL, lost(route));
    }
    return exchange.isPreflight() && route instanceof Route.Lost lost
        ? new Route.Aside(
            Server.Address.parse(request.url()).authority(), Route.Reason.PREFLIGHT, lost)
        : route;
  }

  private static Route.Lost lost(Route route) {
    return route instanceof Route.Aside aside ? aside.lost() : (Route.Lost) route;
  }

  /** Judges an exchange. What goes wrong with it is a finding, and never an exception. */
  public Judgement judge(Exchange exchange) {
    Route route;
    try {
      route = route(exchange);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(null, e);
    }
    return judge(exchange, route);
  }

  /**
   * Judges an exchange.
   *
   * @param route what {@link #route} said of it
   */
  public Judgement judge(Exchange exchange, Route route) {
    // Of an answer that never came it is said that it is absent, and why.
    String reason = exchange.response() == null ? null : exchange.broken();
    Said said;
    try {
      said = judgeParts(exchange, route);
    } catch (RuntimeException | StackOverflowError e) {
      said = new Said(failed(route, e), Shown.any());
    }
    // Nothing is to come behind the last event of a stream, for which callers do not wait.
    return reason == null || (said.isWhole() && exchange.isAbandoned())
        ? masked(said, exchange)
        : masked(LiveExchange.broken(said.judgement(), reason), exchange);
  }

  /**
   * What was said of an exchange.
   *
   * @param shown what of the exchange it shows; null where that is nothing
   * @param isWhole whether the answer came to its end, whatever became of its connection
   */
  private record Said(Judgement judgement, @Nullable Shown shown, boolean isWhole) {
    Said(Judgement judgement, @Nullable Shown shown) {
      this(judgement, shown, false);
    }
  }

  /** What was said of an exchange, without its secrets. */
  Judgement masked(Judgement judgement, Exchange exchange) {
    return masked(new Said(judgement, Shown.any()), exchange);
  }

  private Judgement masked(Said said, Exchange exchange) {
    return said.judgement().findings().isEmpty()
        ? said.judgement()
        : mask.masked(said.judgement(), exchange, said.shown());
  }

  private static Judgement failed(@Nullable Route route, Throwable failure) {
    List<Finding> findings = List.of(failed(failure));
    return route instanceof Route.Found found
        ? new Judgement(found.contract().provider(), found.operation().id(), findings)
        : new Judgement(null, null, findings);
  }

  /** What is found where the judging itself went wrong. */
  static Finding failed(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return Finding.unchecked(
        "judge.failed",
        "exchange",
        "it could not be judged, which is a fault of Concordat: %s%s; please report it with the"
                .formatted(failure.getClass().getName(), trace.length == 0 ? "" : " at " + trace[0])
            + " request and the response as far as they are not secret");
  }

  private Said judgeParts(Exchange exchange, Route route) {
    if (route instanceof Route.Found found) {
      return judge(exchange, found.contract(), found.operation());
    }
    Route.Lost lost = lost(route);
    return new Said(lost(exchange, lost), Shown.any());
  }

  /**
   * Begins to judge an exchange whose answer is still to come.
   *
   * @param head the answer as far as its headers; its body, if any, is not looked at
   */
  public LiveExchange begin(Exchange.Request request, Exchange.Response head) {
    return new LiveExchange(this, request, head);
  }

  /** The stream's judge where the answer is to be judged as it comes, else null. */
  @Nullable AnswerStream open(Exchange.Request request, Exchange.Response head) {
    try {
      return openStream(request, head);
    } catch (RuntimeException | StackOverflowError e) {
      // It is judged when it is whole, which says why it cannot be.
      return null;
    }
  }

  private @Nullable AnswerStream openStream(Exchange.Request request, Exchange.Response head) {
    String type = head.headers().first("Content-Type");
    Route route = contracts.route(named, null, request.method(), request.url());
    if (type == null
        || !(route instanceof Route.Found found)
        || !ResponseJudge.mayStream(found.operation(), head.status(), type)) {
      return null;
    }
    Findings findings = new Findings(found.contract());
    Exchange exchange = new Exchange(request, head);
    Case judged = begin(exchange, coverage.of(found.contract()), found.operation(), findings);
    AnswerStream stream = response.open(judged, head, type);
    if (stream != null) {
      judged.coverage().operation(found.operation());
      HeadRule.ALL.forEach(rule -> rule.judge(judged));
    }
    return stream;
  }

  private Said judge(Exchange exchange, Contract contract, Operation operation) {
    ProviderCoverage covered = coverage.of(contract);
    covered.operation(operation);
    Findings findings =
        observer == Observer.NONE
            ? new Findings(contract)
            : new Findings(contract, observer.exchange(contract, operation, exchange));
    try {
      Case judged = begin(exchange, covered, operation, findings);
      HeadRule.ALL.forEach(rule -> rule.judge(judged));
      response.judge(judged);
    } catch (SchemaEngine.EngineException e) {
      findings.add(
          e.rule(),
          Severity.UNCHECKED,
          "exchange",
          "",
          String.valueOf(e.getMessage()),
          operation.pointer());
    } catch (RuntimeException | StackOverflowError e) {
      // What was found before stands.
      List<Finding> found = new ArrayList<>(findings.all());
      found.add(failed(e));
      return new Said(new Judgement(contract.provider(), operation.id(), found), Shown.any());
    }
    return new Said(
        new Judgement(contract.provider(), operation.id(), findings.all()),
        findings.shown(),
        findings.isWhole());
  }

  // The body of the request goes first: what it asks for is what the response is held against.
  private Case begin(
      Exchange exchange, ProviderCoverage covered, Operation operation, Findings findings) {
    Contract contract = covered.contract();
    List<AgreementRule.Agreed> rules = response.agreed(contract, operation);
    Case begun =
        new Case(contract, operation, exchange, findings, covered, rules, null, isThorough);
    return begun.withRequest(RequestBodyJudge.judge(begun));
  }

  private Judgement lost(Exchange exchange, Route.Lost lost) {
    Contract contract = lost.contract();
    if (contract != null) {
      long bytes = size(exchange.request().body());
      bytes += exchange.response() == null ? 0 : size(exchange.response().body());
      coverage.of(contract).notJudged(lost.rule(), bytes);
    }
    Finding finding =
        new Finding(
            lost.rule(),
            Severity.UNCHECKED,
            "request",
            "",
            lost.message(),
            contract == null ? null : contract.place("#/paths"),
            null);
    return new Judgement(contract == null ? null : contract.provider(), null, List.of(finding));
  }

  private static long size(@Nullable Body body) {
    return body == null ? 0 : body.size();
  }
}
