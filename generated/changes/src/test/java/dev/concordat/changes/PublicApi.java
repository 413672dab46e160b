package dev.concordat.changes;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.filter.JavadocLikePackageFilter;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.output.markdown.MarkdownOutputGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What somebody who uses a client is compiled against, compared by japicmp. */
final class PublicApi {
  private static final String INTERNAL = "dev.concordat.client.runtime.internal";

  private final Path jar;

  private PublicApi(Path jar) {
    this.jar = jar;
  }

  /** That of a jar, or of the classes in a folder, of which a jar is made beside it. */
  static PublicApi of(Path classes) throws IOException {
    if (Files.isRegularFile(classes)) {
      return new PublicApi(classes);
    }
    Path jar = classes.resolveSibling(classes.getFileName() + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
      }
    }
    return new PublicApi(jar);
  }

  /**
   * What of this one a later one does not have, or has otherwise, so that callers do not link.
   *
   * @param report where all differences are written, to be read by people
   */
  List<String> brokenBy(PublicApi later, Path report) throws IOException {
    JApiCmpArchive before = new JApiCmpArchive(jar.toFile(), "before");
    JApiCmpArchive after = new JApiCmpArchive(later.jar.toFile(), "later");
    JarArchiveComparatorOptions compared = new JarArchiveComparatorOptions();
    compared.setAccessModifier(AccessModifier.PROTECTED);
    // As its documentation says.
    compared.getFilters().getExcludes().add(new JavadocLikePackageFilter(INTERNAL, false));
    // What is of the runtime and of libraries is the same for both.
    compared.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    List<JApiClass> classes = new JarArchiveComparator(compared).compare(before, after);

    Options shown = Options.newDefault();
    shown.setOldArchives(List.of(before));
    shown.setNewArchives(List.of(after));
    shown.setOutputOnlyModifications(true);
    shown.setReportOnlyFilename(true);
    shown.setIgnoreMissingClasses(true);
    Files.createDirectories(report.getParent());
    Files.writeString(report, new MarkdownOutputGenerator(shown, classes).generate());
    return classes.stream()
        .filter(type -> !type.isBinaryCompatible())
        .map(type -> type.getFullyQualifiedName() + ": " + type.getCompatibilityChanges())
        .toList();
  }
}
