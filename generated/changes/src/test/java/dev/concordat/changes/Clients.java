package dev.concordat.changes;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Generates clients as Maven's plugin does, and compiles them. */
final class Clients {
  static final String PACKAGE = "dev.concordat.changed";

  private Clients() {}

  /** Generates a client; what the generator throws comes through. */
  static void generate(Path contract, String provider, Path output) {
    generate(
        new CodegenConfigurator()
            .setGeneratorName("concordat-java")
            .setInputSpec(contract.toString())
            .setOutputDir(output.toString())
            .addAdditionalProperty("provider", provider)
            .addAdditionalProperty("basePackage", PACKAGE));
  }

  /** Generates the clients of all providers that have a folder in this one. */
  static void generateAll(Path folder, Path output) {
    generate(
        new CodegenConfigurator()
            .setGeneratorName("concordat-java-providers")
            .setInputSpec("../src/main/clients.yaml")
            .setOutputDir(output.toString())
            .addAdditionalProperty("contracts", folder.toString()));
  }

  private static void generate(CodegenConfigurator configurator) {
    DefaultGenerator generator = new DefaultGenerator();
    for (String off : List.of("apiTests", "modelTests", "apiDocs", "modelDocs")) {
      generator.setGeneratorPropertyDefault(off, "false");
    }
    generator.opts(configurator.setValidateSpec(false).toClientOptInput()).generate();
  }

  /** The Java files in a folder. */
  static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Compiles all at once; gives what the compiler says, which is nothing if all is well. */
  static String compile(List<Path> sources, Path classes, Path... classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    Files.createDirectories(classes);
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path one : classPath) {
      path.append(java.io.File.pathSeparator).append(one);
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-cp",
                      path.toString(),
                      "-proc:none",
                      "-nowarn",
                      "-Xmaxerrs",
                      "1000",
                      "--release",
                      "17"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? "" : said.toString();
    }
  }

  static URLClassLoader load(Path... classes) {
    return new URLClassLoader(
        Stream.of(classes).map(Clients::url).toArray(URL[]::new), Clients.class.getClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
