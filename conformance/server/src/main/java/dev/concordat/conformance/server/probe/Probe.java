package dev.concordat.conformance.server.probe;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The conformance suite of one provider against a live server. Its cases are derived from the
 * contract: requests within it, which are to be answered within it, and requests that break one
 * constraint each, which are to be refused.
 *
 * <pre>{@code
 * int requests = Probe.of(contract, "http://127.0.0.1:8000/v1").token(token).run(results::add);
 * }</pre>
 */
public final class Probe {
  private final Contract contract;
  private final String baseUrl;
  private @Nullable String model;
  private @Nullable String token;
  private @Nullable String accessKey;
  private @Nullable String secretKey;
  private int budget = Integer.MAX_VALUE;
  private boolean isPaced = true;
  private Duration timeout = Duration.ofMinutes(2);
  private ExchangeSink sink = exchange -> {};
  private @Nullable List<OperationProbe> operations;

  private Probe(Contract contract, String baseUrl) {
    this.contract = contract;
    this.baseUrl = baseUrl;
  }

  /**
   * A probe of a server.
   *
   * @param baseUrl the URL below which the paths of the contract stand
   */
  public static Probe of(Contract contract, String baseUrl) {
    return new Probe(
        contract, baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl);
  }

  /** The model to ask for; null, the default, asks for one that the contract names. */
  public Probe model(@Nullable String id) {
    model = id;
    operations = null;
    return this;
  }

  /** The bearer token to send; null, the default, sends none. */
  public Probe token(@Nullable String value) {
    token = value;
    return this;
  }

  /** The key to sign requests with, where the contract asks for signatures. */
  public Probe accessKey(@Nullable String id, @Nullable String secret) {
    accessKey = id;
    secretKey = secret;
    return this;
  }

  /** The most requests to make; cases beyond it are skipped. Without a call there is no end. */
  public Probe budget(int requests) {
    budget = requests;
    return this;
  }

  /** Does not keep to the documented rate of requests, nor tries again what is refused for now. */
  public Probe unpaced() {
    isPaced = false;
    return this;
  }

  /** How long an answer may take until it is whole; two minutes unless set. */
  public Probe timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** Who takes the exchanges. */
  public Probe record(ExchangeSink value) {
    sink = value;
    return this;
  }

  /** How many cases there are. */
  public int size() {
    return operations().stream().mapToInt(OperationProbe::size).sum();
  }

  /** How long it takes at least to keep to the documented rates of requests. */
  public Duration pace() {
    Duration pace = Duration.ZERO;
    int left = budget;
    for (OperationProbe operation : isPaced ? operations() : List.<OperationProbe>of()) {
      int asked = Math.min(operation.size(), left);
      left -= asked;
      pace = pace.plus(operation.pace().multipliedBy(asked));
    }
    return pace;
  }

  /**
   * Runs the cases, one after the other: of all operations first those that are to be answered, so
   * that a small budget is spent on these.
   *
   * @param results takes the outcome of each case as soon as it is there
   * @return how many requests were made
   * @throws IOException where an exchange could not be kept
   */
  public int run(Consumer<CaseResult> results) throws IOException, InterruptedException {
    Signing signing = new Signing(token, accessKey, secretKey);
    try (Wire wire = new Wire(contract, baseUrl, signing, timeout)) {
      Conversation conversation = new Conversation(wire, contract, sink, budget, isPaced);
      for (OperationProbe operation : operations()) {
        operation.runAnswered(conversation, results);
      }
      for (OperationProbe operation : operations()) {
        operation.runRefused(conversation, results);
      }
      return conversation.requests();
    }
  }

  private List<OperationProbe> operations() {
    if (operations == null) {
      List<OperationProbe> probes = new ArrayList<>();
      for (Operation operation : contract.operations()) {
        probes.add(new OperationProbe(contract, operation, model));
      }
      operations = probes;
    }
    return operations;
  }
}
