package dev.concordat.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.language.Extension;
import dev.concordat.language.Keyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a contract says is read in one place, and all of what it may say is read. */
final class ExtensionNamesTests {
  private static final List<Path> MODULES = List.of(Path.of(".."), Path.of("../../generated"));
  private static final List<Path> READERS =
      List.of(
          Path.of("src/main/java/dev/concordat/conformance/contract"),
          Path.of("../language/src/main/java"));
  private static final JsonNode FORM =
      TestFiles.read(TestFiles.SPEC.resolve("schemas/contract-extensions.schema.json"));
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  private static Set<String> extensions() {
    Set<String> names = new TreeSet<>();
    FORM.path("$defs")
        .propertyNames()
        .forEach(
            name -> {
              if (name.startsWith("x-")) {
                names.add(name);
              }
            });
    return names;
  }

  private static List<Path> sources(List<Path> folders) {
    return folders.stream().flatMap(folder -> sources(folder).stream()).toList();
  }

  private static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("src/main/java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> texts(Path source) {
    try {
      Set<String> texts = new TreeSet<>();
      Matcher text = TEXT.matcher(Files.readString(source));
      while (text.find()) {
        texts.add(text.group(1));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nobodyButTheReaderOfContractsNamesAnExtension() {
    List<String> named = new ArrayList<>();
    for (Path source : sources(MODULES)) {
      if (source.toString().contains("/conformance/contract/")
          || source.toString().contains("/dev/concordat/language/")) {
        continue;
      }
      for (String text : texts(source)) {
        for (String extension : extensions()) {
          if (Pattern.compile("(^|/)" + extension + "(/|$)").matcher(text).find()) {
            named.add(source.getFileName() + ": " + text);
          }
        }
      }
    }

    assertThat(named).isEmpty();
  }

  @Test
  void everyMemberOfAnExtensionIsReadByTheReaderOfContracts() {
    Set<String> read = new TreeSet<>();
    sources(READERS).stream()
        .filter(source -> !source.toString().matches(".*(?<!Path)Checks\\.java"))
        .forEach(source -> read.addAll(texts(source)));
    List<String> unread = new ArrayList<>();
    for (String extension : extensions()) {
      unread(FORM.path("$defs").path(extension), extension, read, unread);
    }

    // By the generator of the client.
    assertThat(unread).containsExactly("x-client/omit", "x-client/retry-safe");
  }

  private static void unread(JsonNode form, String at, Set<String> read, List<String> unread) {
    form.path("properties")
        .forEachEntry(
            (name, member) -> {
              if (!read.contains(name)) {
                unread.add(at + "/" + name);
              }
              unread(member, at + "/" + name, read, unread);
            });
    if (form.path("additionalProperties").isObject()) {
      unread(form.path("additionalProperties"), at, read, unread);
    }
    if (form.path("items").isObject()) {
      unread(form.path("items"), at, read, unread);
    }
  }

  @Test
  void formOfSchemasHasTheKeywordsThatAreRead() {
    String pattern = FORM.at("/$defs/schema/propertyNames/pattern").asString();
    Set<String> allowed =
        new TreeSet<>(
            List.of(pattern.substring(2, pattern.length() - 2).replace("\\", "").split("\\|")));
    allowed.remove("x-.*");

    assertThat(allowed)
        .isEqualTo(
            Stream.of(Keyword.values())
                .filter(Form::mayStand)
                .map(Keyword::text)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theFormOfContractsHasTheExtensionsThatThereAre() {
    assertThat(Extension.values()).extracting(Extension::text).hasSameElementsAs(extensions());
  }
}
