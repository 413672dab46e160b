package dev.concordat.conformance.server.emulator;

import dev.concordat.conformance.contract.Contract;
import dev.concordat.conformance.contract.Contracts;
import dev.concordat.conformance.server.emulator.fault.Fault;
import dev.concordat.conformance.server.emulator.reply.Work;
import dev.concordat.conformance.server.http.Callers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Servers of the providers on one port, which answer as their contracts say. A request is judged
 * first: one that violates its contract is refused in the provider's own form of an error. It is
 * answered from the documented recordings where it is one of them, else with an answer that is made
 * to satisfy the contract and reflects the request.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.start()) {
 *   client = new Client(emulator.url("intern"), emulator.token());
 *   …
 * }
 * }</pre>
 *
 * <p>A request may ask for a fault in the header {@value #FAULT_HEADER}; see {@link
 * Builder#fault(String)}.
 */
public final class Emulator implements Closeable {
  /** The header in which a request asks for faults, as a list with commas. */
  public static final String FAULT_HEADER = "X-Concordat-Fault";

  private final Settings settings;
  private final Dispatcher dispatcher;
  private final Work work = new Work();
  private final HttpServer server;
  private final Thread warmUp;

  private Emulator(Settings settings) throws IOException {
    this.settings = settings;
    this.dispatcher = new Dispatcher(settings);
    this.server =
        HttpServer.start(settings.host(), settings.port(), settings.callers(), dispatcher, work);
    this.warmUp = new Thread(dispatcher::warmUp, "emulator-warm-up");
    warmUp.setDaemon(true);
    warmUp.start();
  }

  /**
   * Starts an emulator of all providers on a free port of the loopback interface.
   *
   * @throws UncheckedIOException where it cannot be started
   */
  public static Emulator start() {
    return builder().start();
  }

  /** An emulator that is still to be set up. */
  public static Builder builder() {
    return new Builder();
  }

  /** The faults that {@link Builder#fault} takes, each with what may be its value. */
  public static List<String> faults() {
    return Fault.forms();
  }

  /** The ids of the providers that are emulated. */
  public List<String> providers() {
    return settings.contracts().stream().map(Contract::provider).toList();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * The URL below which the paths of a provider's contract stand, without a slash at its end:
   * {@code http://127.0.0.1:8080/intern/api/v1}.
   *
   * @throws IllegalArgumentException where the provider is not emulated
   */
  public String url(String provider) {
    return "http://%s:%d%s".formatted(shownHost(), port(), dispatcher.basePath(provider));
  }

  private String shownHost() {
    return settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
  }

  /** The token that is taken as {@code Authorization: Bearer …}. */
  public String token() {
    return settings.token();
  }

  /** The id of the key that requests to providers with signatures are signed with. */
  public String accessKey() {
    return settings.accessKey();
  }

  /** The secret of that key. */
  public String secretKey() {
    return settings.secretKey();
  }

  /** What was made so far. */
  Work work() {
    return work;
  }

  /** Stops it. Answers under way are broken off. */
  @Override
  public void close() {
    dispatcher.stop();
    server.close();
    // Whoever closes it may take its classes away.
    try {
      warmUp.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets an emulator up. Everything may be left out. */
  public static final class Builder {
    private final Set<String> providers = new LinkedHashSet<>();
    private final List<Fault.Effect> faults = new ArrayList<>();
    private String host = "127.0.0.1";
    private int port;
    private String token = "concordat-test-token";
    private String accessKey = "concordat-test-access-key";
    private String secretKey = "concordat-test-secret-key";
    private Contracts contracts = Contracts.shipped();
    private Clock clock = Clock.systemUTC();
    private final Callers callers = new Callers();

    private Builder() {}

    /** Emulates this provider; called again, one more. Without a call all are emulated. */
    public Builder provider(String id) {
      providers.add(id);
      return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The address to listen on; the default is 127.0.0.1. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** The bearer token to take; the default is {@code concordat-test-token}. */
    public Builder token(String value) {
      token = value;
      return this;
    }

    /** The key that signatures are verified with. */
    public Builder accessKey(String id, String secret) {
      accessKey = id;
      secretKey = secret;
      return this;
    }

    /**
     * A fault in every answer; called again, one more. What a name may be, and what its value says:
     *
     * <ul>
     *   <li>{@code latency[=milliseconds]}: the answer is late
     *   <li>{@code drip[=milliseconds]}: it comes a few bytes at a time, with such a pause between
     *   <li>{@code rate-limit[=requests]}: it is refused for too many requests, from the first or
     *       after so many
     *   <li>{@code overload}: it is refused for lack of capacity
     *   <li>{@code error-event[=events]}: a stream ends in an error after so many events
     *   <li>{@code cut[=events]}: a stream breaks off after so many events, any other body in its
     *       middle
     *   <li>{@code malformed-chunk[=events]}: after so many events of a stream comes one that is no
     *       JSON; any other body is none
     *   <li>{@code error-in-200}: an error under the status 200
     *   <li>{@code empty-200}: no body under the status 200, and an error in the headers
     *   <li>{@code html-502}: a gateway's page
     * </ul>
     *
     * @param fault a name, or a name, {@code =} and a value
     * @throws IllegalArgumentException where there is no such fault, or its value is none
     */
    public Builder fault(String fault) {
      faults.add(Fault.parse(fault));
      return this;
    }

    /**
     * Lets the pages of an origin use the emulator, and tells their browser so (CORS); called
     * again, one more. All others are refused.
     *
     * @param origin {@code https://HOST[:PORT]}
     * @throws IllegalArgumentException where it is none
     */
    public Builder allowOrigin(String origin) {
      callers.allowOrigin(origin);
      return this;
    }

    /**
     * Lets callers name the emulator by this host; called again, one more. Its address, {@code
     * localhost} and the loopback addresses are always known.
     *
     * @throws IllegalArgumentException where it is no host's name
     */
    public Builder allowHost(String name) {
      callers.allowHost(name);
      return this;
    }

    /** The contracts to emulate; the default is those that ship with Concordat. */
    public Builder contracts(Contracts value) {
      contracts = value;
      return this;
    }

    /** The clock that tells whether a signature has expired, and that stamps answers. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalArgumentException where a provider has no contract
     * @throws UncheckedIOException where the address cannot be listened on; the message says so
     */
    public Emulator start() {
      Settings settings =
          new Settings(
              chosen(),
              host,
              port,
              token,
              accessKey,
              secretKey,
              List.copyOf(faults),
              clock,
              callers);
      try {
        return new Emulator(settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }

    private List<Contract> chosen() {
      for (String id : providers) {
        if (contracts.of(id) == null) {
          throw new IllegalArgumentException(
              "the provider '%s' is not known; there are %s".formatted(id, contracts.ids()));
        }
      }
      return contracts.all().stream()
          .filter(contract -> providers.isEmpty() || providers.contains(contract.provider()))
          .toList();
    }
  }
}
