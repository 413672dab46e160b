package dev.concordat.conformance.contract;

import dev.concordat.language.ContractException;
import dev.concordat.language.ProviderErrors;
import dev.concordat.language.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The errors of a provider of which nothing is known. Read by those alone who need them. */
public final class UsualErrors {
  private static final ProviderErrors ERRORS = read();

  private UsualErrors() {}

  /** The errors. */
  public static ProviderErrors errors() {
    return ERRORS;
  }

  private static ProviderErrors read() {
    String name = ProviderErrors.FILE;
    try (InputStream in = UsualErrors.class.getResourceAsStream(Contracts.ROOT + name)) {
      if (in == null) {
        throw new ContractException(name + " is not on the class path");
      }
      return ProviderErrors.of(SourceTree.read(name, in).root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
