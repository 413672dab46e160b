package dev.concordat.client.generator;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.model.ModelsMap;

/**
 * The generator {@code concordat-java}. OpenAPI Generator parses the contract, walks its components
 * and renders the templates. Its normalizer and its resolver of inline schemas are off: they
 * dissolve unions of one branch, drop null from unions and rename what stands inside of others.
 *
 * <p>Options: {@code provider}, the last part of the package; {@code basePackage}, what comes
 * before; {@code clientVersion}, the version that the client calls itself in its requests.
 */
public final class ConcordatJavaCodegen extends JavaCodegen {
  // Where the Maven plugin expects them.
  private static final String RESOURCES = "src/main/resources";
  private static final String SOURCES = "src/main/java".replace('/', File.separatorChar);

  private String provider = "provider";
  private String version = "unknown";
  private @Nullable ContractTree contract;
  private @Nullable Streams streams;
  private @Nullable Roles roles;
  private @Nullable ErrorsView errors;

  public ConcordatJavaCodegen() {
    cliOptions.add(CliOption.newString("provider", "the last part of the package"));
    cliOptions.add(CliOption.newString("basePackage", "what comes before it"));
    cliOptions.add(CliOption.newString("clientVersion", "the version that requests name"));
  }

  @Override
  public String getName() {
    return "concordat-java";
  }

  @Override
  public String getHelp() {
    return "Immutable types, Moshi adapters and a Retrofit client from one contract.";
  }

  @Override
  public boolean getUseOpenapiNormalizer() {
    return false;
  }

  @Override
  public boolean getUseInlineModelResolver() {
    return false;
  }

  @Override
  public void processOpts() {
    super.processOpts();
    provider = String.valueOf(additionalProperties.getOrDefault("provider", provider));
    version = String.valueOf(additionalProperties.getOrDefault("clientVersion", version));
    String base =
        String.valueOf(additionalProperties.getOrDefault("basePackage", "dev.concordat.client"));
    modelPackage = base + "." + provider;
    apiPackage = modelPackage;
    additionalProperties.put("package", modelPackage);
    modelTemplateFiles.put("model.mustache", ".java");
    modelTemplateFiles.put("adapter.mustache", "Adapter.java");
    String client = Names.pascal(provider);
    addSupporting("package-info.mustache", "package-info.java");
    addSupporting("adapters.mustache", client + "Adapters.java");
    addSupporting("api.mustache", client + "Api.java");
    addSupporting("client.mustache", client + "Client.java");
    addSupporting("errors.mustache", client + "Errors.java");
    addSupporting("http-client.mustache", client + "HttpClient.java");
    // What GraalVM has to know, for its newer versions and for those before 23.
    String metadata = RESOURCES + "/META-INF/native-image/" + base + "/" + provider;
    for (String file : List.of("reachability-metadata", "proxy-config", "reflect-config")) {
      supportingFiles.add(new SupportingFile(file + ".mustache", metadata, file + ".json"));
    }
  }

  private void addSupporting(String template, String file) {
    supportingFiles.add(new SupportingFile(template, SOURCES + File.separator + folder(), file));
  }

  private String folder() {
    return requireNonNull(modelPackage).replace('.', File.separatorChar);
  }

  @Override
  public String modelFileFolder() {
    return getOutputDir() + File.separator + SOURCES + File.separator + folder();
  }

  @Override
  public void preprocessOpenAPI(OpenAPI openApi) {
    contract = new ContractTree(Source.read(requireNonNull(getInputSpec())));
    streams = new Streams(contract);
    roles = new Roles(contract, provider);
    // What each component is, the tree knows. OpenAPI Generator only has to walk over all of them,
    // those without members and those that were moved included.
    openApi.setComponents(new Components().schemas(new LinkedHashMap<>()));
    openApi.setPaths(new Paths());
    Map<String, String> classes = new HashMap<>();
    for (String name : contract.names()) {
      if (addClass(classes, toModelName(name), name)) {
        addClass(classes, toModelName(name) + "Adapter", name);
      }
      openApi.getComponents().getSchemas().put(name, new StringSchema());
      if (!TypeRef.isUnion(contract.schema(name))) {
        // Of this provider: another one's may stand in the same folder.
        openapiGeneratorIgnoreList.add("**/" + provider + "/" + toModelName(name) + "Adapter.java");
      }
    }
    // Told here, before anything is generated.
    OperationView.all(contract, streams, provider);
    contract.refusals().throwIfAny(pointer -> "");
    errors = ErrorsView.of(provider, Source.path(requireNonNull(getInputSpec())));
  }

  // On some machines the names of files differ in more than their case.
  private boolean addClass(Map<String, String> classes, String type, String component) {
    String other = classes.put(type.toLowerCase(Locale.ROOT), component);
    if (other != null) {
      requireNonNull(contract)
          .refusals()
          .add(
              requireNonNull(contract).schema(component),
              "the schemas " + other + " and " + component + " both need the class " + type,
              "give one of them another name");
    }
    return other == null;
  }

  @Override
  public String toModelName(String name) {
    return Names.type(name, provider);
  }

  @Override
  public String toModelFilename(String name) {
    return toModelName(name);
  }

  @Override
  @SuppressWarnings("rawtypes") // The overridden method's signature.
  public CodegenModel fromModel(String name, Schema schema) {
    CodegenModel model = new CodegenModel();
    model.name = name;
    model.classname = toModelName(name);
    // An alias gets no files; its users spell out what it stands for.
    model.isAlias = !ContractTree.isModel(requireNonNull(contract).schema(name));
    return model;
  }

  @Override
  public String escapeUnsafeCharacters(String input) {
    return input; // All texts are escaped where they become Java: in Docs and in Names.
  }

  @Override
  public Map<String, ModelsMap> updateAllModels(Map<String, ModelsMap> models) {
    return models;
  }

  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    models.forEach(
        (name, map) -> {
          if (ContractTree.isModel(requireNonNull(contract).schema(name))) {
            map.put("type", view(name));
          }
        });
    return models;
  }

  @Override
  public Map<String, Object> postProcessSupportingFileData(Map<String, Object> bundle) {
    ContractTree parsed = requireNonNull(contract);
    List<ModelView> models = new ArrayList<>();
    for (String name : parsed.names()) {
      if (ContractTree.isModel(parsed.schema(name))) {
        models.add(view(name));
      }
    }
    bundle.put("errors", requireNonNull(errors));
    bundle.put("client", ClientView.of(provider, version, parsed, requireNonNull(streams), models));
    return bundle;
  }

  private ModelView view(String name) {
    return ModelView.of(
        name, requireNonNull(contract), requireNonNull(streams), requireNonNull(roles), provider);
  }
}
