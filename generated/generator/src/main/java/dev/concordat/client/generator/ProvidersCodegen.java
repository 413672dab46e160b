package dev.concordat.client.generator;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * The generator {@code concordat-java-providers}: what {@code concordat-java} makes of each
 * contract of a folder, and the descriptor of the module that has them all. A provider is a folder
 * with an {@code openapi.yaml} in it, and called after the folder.
 *
 * <p>OpenAPI Generator wants a document to begin with, and gets one that says what all have in
 * common: the title of the module. Options: {@code contracts}, the folder; {@code basePackage} and
 * {@code clientVersion}, as there; {@code secrets}, the catalogue of what is taken for a secret, of
 * which the client gets what it looks for.
 */
public final class ProvidersCodegen extends JavaCodegen {
  private static final String CONTRACT = "openapi.yaml";
  private static final String BASE = "dev.concordat.client";
  private static final String DESCRIPTOR = "src/main/module";
  private static final String RUNTIME = "src/main/resources/dev/concordat/client/runtime/internal";
  private static final String SECRETS = "secrets";
  // What the client looks for; the other sections are for what the checker shows.
  private static final Set<String> SECTIONS = Set.of("[forms]", "[names]");

  private static final String CONTRACTS = "contracts";
  private static final Set<String> OWN = Set.of(CONTRACTS, SECRETS);

  private List<Path> contracts = List.of();
  private String title = "";

  public ProvidersCodegen() {
    cliOptions.add(CliOption.newString(CONTRACTS, "the folder that has one for each provider"));
    cliOptions.add(CliOption.newString("basePackage", "what comes before the provider's name"));
    cliOptions.add(CliOption.newString("clientVersion", "the version that requests name"));
    cliOptions.add(CliOption.newString(SECRETS, "the catalogue of what is taken for a secret"));
  }

  @Override
  public String getName() {
    return "concordat-java-providers";
  }

  @Override
  public String getHelp() {
    return "A client for each folder that has a contract.";
  }

  @Override
  public String escapeUnsafeCharacters(String input) {
    return input; // The names of packages are checked.
  }

  @Override
  public void processOpts() {
    super.processOpts();
    supportingFiles.add(new SupportingFile("module-info.mustache", DESCRIPTOR, "module-info.java"));
    if (additionalProperties.containsKey(SECRETS)) {
      supportingFiles.add(new SupportingFile("secrets.mustache", RUNTIME, "secrets.txt"));
    }
  }

  /** The contracts of a folder, in the order of their providers' names. */
  static List<Path> contracts(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      List<Path> contracts =
          folders
              .map(each -> each.resolve(CONTRACT))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (contracts.isEmpty()) {
        throw new RefusedContractException(
            folder
                + ": none of its folders has an "
                + CONTRACT
                + "; write one in a folder that is"
                + " called after its provider");
      }
      return contracts;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  /** The provider whose contract this is. */
  static String provider(Path contract) {
    String provider = String.valueOf(requireNonNull(contract.getParent()).getFileName());
    if (!provider.matches("[a-z][a-z0-9]*")) {
      throw new RefusedContractException(
          contract
              + ": '"
              + provider
              + "' is the name of a package; call the folder after the provider in lower case,"
              + " with no other characters than a to z and 0 to 9");
    }
    return provider;
  }

  @Override
  public void preprocessOpenAPI(OpenAPI openApi) {
    title = openApi.getInfo().getTitle();
    Object folder = additionalProperties.get(CONTRACTS);
    if (folder == null) {
      throw new RefusedContractException(
          "`contracts` is missing; write the folder that has a folder for each provider");
    }
    contracts = contracts(Path.of(String.valueOf(folder)).normalize());
    List<String> refused = new ArrayList<>();
    for (Path contract : contracts) {
      try {
        generate(contract);
      } catch (RefusedContractException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    if (!refused.isEmpty()) {
      throw new RefusedContractException(String.join("\n", refused));
    }
  }

  private void generate(Path contract) {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName("concordat-java")
            .setInputSpec(contract.toString())
            .setOutputDir(getOutputDir())
            .setValidateSpec(false)
            .addAdditionalProperty("provider", provider(contract));
    for (CliOption option : cliOptions) {
      Object value = additionalProperties.get(option.getOpt());
      if (value != null && !OWN.contains(option.getOpt())) {
        configurator.addAdditionalProperty(option.getOpt(), value);
      }
    }
    DefaultGenerator generator = new DefaultGenerator();
    generator.setGenerateMetadata(false);
    for (String off : List.of("apiTests", "modelTests", "apiDocs", "modelDocs")) {
      generator.setGeneratorPropertyDefault(off, "false");
    }
    generator.opts(configurator.toClientOptInput()).generate();
  }

  @Override
  public Map<String, Object> postProcessSupportingFileData(Map<String, Object> bundle) {
    String base = String.valueOf(additionalProperties.getOrDefault("basePackage", BASE));
    bundle.put("title", Docs.escape(title));
    bundle.put("base", base);
    bundle.put(
        "packages", contracts.stream().map(contract -> base + "." + provider(contract)).toList());
    Object secrets = additionalProperties.get(SECRETS);
    if (secrets != null) {
      bundle.put(SECRETS, secrets(Path.of(String.valueOf(secrets))));
    }
    return bundle;
  }

  // Of each row the first two columns: what follows are samples, which are for tests.
  private static List<String> secrets(Path catalogue) {
    List<String> rows = new ArrayList<>();
    boolean isWanted = false;
    try {
      for (String line : Files.readAllLines(catalogue)) {
        String row = line.strip();
        if (row.startsWith("[") && row.endsWith("]") && !row.contains("  ")) {
          isWanted = SECTIONS.contains(row);
          if (isWanted) {
            rows.add(row);
          }
        } else if (isWanted && !row.isEmpty() && !row.startsWith("#")) {
          String[] columns = row.split(" {2,}", -1);
          rows.add(columns[0] + "  " + columns[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(catalogue + " cannot be read", e);
    }
    return rows;
  }
}
