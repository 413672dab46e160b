package dev.concordat.client.generator;

import com.samskivert.mustache.Mustache;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;

/** What the generators of clients have in common: where their templates are, and how they read. */
abstract class JavaCodegen extends DefaultCodegen {
  private static final String TEMPLATES = "concordat-java";

  JavaCodegen() {
    templateDir = TEMPLATES;
    embeddedTemplateDir = TEMPLATES;
  }

  @Override
  public final CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public final Mustache.Compiler processCompiler(Mustache.Compiler compiler) {
    return compiler.escapeHTML(false).emptyStringIsFalse(true);
  }

  /** Says nothing: a build has nothing to be thanked for. */
  @Override
  public final void postProcess() {}
}
