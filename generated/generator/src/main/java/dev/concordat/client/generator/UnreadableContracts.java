package dev.concordat.client.generator;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.parser.core.extensions.SwaggerParserExtension;
import io.swagger.v3.parser.core.models.AuthorizationValue;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is asked for contracts that OpenAPI Generator's own parser makes nothing of: those of OpenAPI
 * 3.2, and those with mistakes. The generator reads the file itself, and so can name the line.
 */
public final class UnreadableContracts implements SwaggerParserExtension {
  @Override
  public SwaggerParseResult readLocation(
      String url, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    SwaggerParseResult result = new SwaggerParseResult();
    result.setOpenAPI(new OpenAPI().info(new Info().title(url).version("")).paths(new Paths()));
    try {
      new ContractTree(Source.read(url));
      result.setMessages(List.of());
    } catch (RefusedContractException e) {
      result.setMessages(List.of(String.valueOf(e.getMessage())));
    }
    return result;
  }

  @Override
  public @Nullable SwaggerParseResult readContents(
      String contents, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    return null;
  }
}
