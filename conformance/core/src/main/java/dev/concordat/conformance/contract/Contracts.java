package dev.concordat.conformance.contract;

import dev.concordat.conformance.schema.Late;
import dev.concordat.language.ContractException;
import dev.concordat.language.ProviderErrors;
import dev.concordat.language.SourceTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** A set of contracts, one for each provider. */
public final class Contracts {
  private static final String CONTRACT = "/" + ContractFolders.CONTRACT;
  private static final String LEDGER = "/" + ContractFolders.LEDGER;
  private static final String ERRORS = "/" + ProviderErrors.FILE;
  private static final String RECORDINGS = "/recordings/";

  private static @Nullable Contracts shipped;

  private final List<Contract> contracts;
  private final NamedProviders hosts;
  private final Late<Set<String>> words = new Late<>(this::allWords);

  public Contracts(List<Contract> contracts) {
    this(contracts, NamedProviders.NONE);
  }

  private Contracts(List<Contract> contracts, NamedProviders hosts) {
    this.contracts = List.copyOf(contracts);
    this.hosts = hosts;
  }

  /**
   * The contracts that ship with Concordat, sorted by provider; read once by a program. That
   * nothing is wrong with them was verified when Concordat was built, and is not verified again.
   *
   * @throws ContractException where one of them cannot be read at all
   */
  public static synchronized Contracts shipped() {
    Contracts read = shipped;
    if (read == null) {
      List<String> names = ShippedFiles.names();
      read = new Contracts(each(providers(names), provider -> verified(provider, names)));
      shipped = read;
    }
    return read;
  }

  /**
   * The same, and verified.
   *
   * @throws ContractException where one of them has a mistake
   */
  static Contracts shippedAndVerified() {
    List<String> names = ShippedFiles.names();
    return new Contracts(
        each(
            providers(names),
            provider -> contract(provider, names::contains, ShippedFiles::source)));
  }

  /** The recordings that ship with Concordat: for each file its name and its content. */
  public static List<ShippedRecording> shippedRecordings() {
    return ShippedFiles.names().stream()
        .filter(name -> name.contains(RECORDINGS))
        .map(name -> new ShippedRecording(name, ShippedFiles.content(name)))
        .toList();
  }

  /** A recording file, by its name below the folder of all specifications. */
  @SuppressWarnings("ArrayRecordComponent") // The content is shared and never changed.
  public record ShippedRecording(String name, byte[] content) {}

  /**
   * Reads the contracts in a folder that has a folder for each provider.
   *
   * @throws ContractException where one of them has a mistake
   */
  public static Contracts read(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      List<String> providers =
          folders
              .map(folder -> String.valueOf(folder.getFileName()))
              .filter(provider -> Files.isRegularFile(root.resolve(provider + CONTRACT)))
              .sorted()
              .toList();
      return new Contracts(
          each(
              providers,
              provider ->
                  contract(
                      provider,
                      name -> Files.exists(root.resolve(name)),
                      name -> tree(root, name))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * These contracts and those in folders of one's own, which take the place of others of the same
   * provider. They need not name sources, and may go without a ledger.
   *
   * @param folders each the folder of a provider, with an {@code openapi.yaml}, or one that has
   *     such folders; its name is the provider's id
   * @throws ContractException where a folder has no contract, two have one of the same provider, or
   *     a contract has a mistake
   */
  public Contracts with(List<Path> folders) {
    return folders.isEmpty()
        ? this
        : new Contracts(ContractFolders.with(contracts, folders), hosts);
  }

  /**
   * These contracts, with hosts whose provider is known; a request names its own before that.
   *
   * @param providers the provider's id by host: {@code llm.internal}, {@code llm.internal:8000} for
   *     one port alone, or {@code *.llm.internal} for all below it
   * @throws ContractException where there is no contract of one of the providers
   */
  public Contracts withHosts(Map<String, String> providers) {
    providers.forEach(
        (host, provider) -> {
          if (of(provider) == null) {
            throw new ContractException(
                "the host %s is said to be of '%s', which has no contract; there are %s"
                    .formatted(host, provider, ids()));
          }
        });
    return new Contracts(contracts, NamedProviders.ofHosts(providers));
  }

  /** All of them. */
  public List<Contract> all() {
    return contracts;
  }

  /** The ids of their providers, as messages list them: {@code azion, intern}. */
  public String ids() {
    return ids(contracts);
  }

  static String ids(List<Contract> some) {
    return some.stream().map(Contract::provider).collect(Collectors.joining(", "));
  }

  /** The words of all: names of members and parameters, and the values that they list. */
  public Set<String> words() {
    return words.get();
  }

  private Set<String> allWords() {
    Set<String> all = new HashSet<>();
    contracts.forEach(contract -> all.addAll(contract.words()));
    return Collections.unmodifiableSet(all);
  }

  /** The contract of a provider, or null where there is none. */
  public @Nullable Contract of(String provider) {
    return contracts.stream()
        .filter(contract -> contract.provider().equals(provider))
        .findFirst()
        .orElse(null);
  }

  /**
   * The contract and the pointer that a place in a report is of, such as {@code
   * intern/openapi.yaml#/components/…}; empty where it is none of a contract.
   */
  public Optional<Place> place(String named) {
    int end = named.indexOf('#');
    int folder = named.indexOf('/');
    Contract contract = folder < 0 || end < folder ? null : of(named.substring(0, folder));
    return contract == null || !named.startsWith(contract.place("#"))
        ? Optional.empty()
        : Optional.of(new Place(contract, JsonPointer.compile(named.substring(end + 1))));
  }

  /** A place in a contract. */
  public record Place(Contract contract, JsonPointer pointer) {
    /** The line that it stands on. */
    public Contract.Line line() {
      return contract.line(pointer);
    }
  }

  /**
   * Finds the operation of a request.
   *
   * @param provider the provider's id where it is known, else null: then the URL tells it, by its
   *     host where that is known, else by the servers of the contracts
   * @param url the URL of the request, as it was sent
   */
  public Route route(@Nullable String provider, String method, String url) {
    return route(NamedProviders.ofAll(provider), null, method, url);
  }

  /**
   * Finds the operation of a request.
   *
   * @param named what the user says of providers; goes before anything else
   * @param provider the provider that the recording names, or null; goes before what is known of
   *     hosts
   * @param url the URL of the request, as it was sent
   */
  public Route route(NamedProviders named, @Nullable String provider, String method, String url) {
    return Route.find(contracts, named, provider, hosts, method, url);
  }

  private static List<String> providers(List<String> names) {
    return names.stream()
        .filter(name -> name.endsWith(CONTRACT))
        .map(name -> name.substring(0, name.length() - CONTRACT.length()))
        .toList();
  }

  private static Contract verified(String provider, List<String> names) {
    return ContractReader.readVerified(
        provider,
        ShippedFiles.compiled(provider + CONTRACT),
        () -> ShippedFiles.compiled(provider + LEDGER),
        names.contains(provider + ERRORS) ? ShippedFiles.compiled(provider + ERRORS) : null);
  }

  private static Contract contract(
      String provider, Predicate<String> isThere, Function<String, SourceTree> read) {
    return ContractReader.read(
        provider,
        Form.CONTRACT,
        () -> read.apply(provider + CONTRACT),
        () -> read.apply(provider + LEDGER),
        isThere.test(provider + ERRORS) ? () -> read.apply(provider + ERRORS) : null);
  }

  private static SourceTree tree(Path root, String name) {
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ContractException(name + ": there is no such file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return SourceTree.readFlawed(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads each contract.
   *
   * @throws ContractException with the mistakes of all of them
   */
  static <T> List<Contract> each(Collection<T> providers, Function<T, Contract> reader) {
    List<ContractException> failures = Collections.synchronizedList(new ArrayList<>());
    List<Optional<Contract>> read =
        providers.parallelStream()
            .map(
                provider -> {
                  try {
                    return Optional.of(reader.apply(provider));
                  } catch (ContractException e) {
                    failures.add(e);
                    return Optional.<Contract>empty();
                  }
                })
            .toList();
    failures.sort(Comparator.comparing(failure -> failure.mistakes().get(0)));
    ContractException.throwAll(failures);
    return read.stream().flatMap(Optional::stream).toList();
  }
}
