package dev.concordat.language;

/** Where a contract has its schemas. */
public final class Components {
  /** What precedes a schema's name in a reference to it. */
  public static final String SCHEMAS = "#/components/schemas/";

  private Components() {}

  /**
   * The reference that a value of a discriminator's {@code mapping} stands for: itself, or that to
   * the schema whose bare name it is (OpenAPI 3.1, 4.8.25).
   */
  public static String reference(String mapped) {
    return mapped.startsWith("#") || mapped.contains("/") ? mapped : SCHEMAS + mapped;
  }
}
