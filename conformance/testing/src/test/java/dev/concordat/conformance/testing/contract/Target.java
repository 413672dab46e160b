package dev.concordat.conformance.testing.contract;

import dev.concordat.conformance.server.emulator.Emulator;
import java.util.Locale;
import java.util.Map;

/**
 * Where the tests reach a provider. That is the emulator, unless the environment names a live
 * server:
 *
 * <ul>
 *   <li>{@code CONCORDAT_<PROVIDER>_BASE_URL}: what the paths of the contract stand below
 *   <li>{@code CONCORDAT_<PROVIDER>_TOKEN}: the bearer token
 *   <li>{@code CONCORDAT_<PROVIDER>_ACCESS_KEY} and {@code _SECRET_KEY}: for signed requests
 *   <li>{@code CONCORDAT_<PROVIDER>_MODEL}: the model to ask for, in place of the one in the
 *       request
 * </ul>
 *
 * @param model the model to ask for, empty for the one in the request
 */
record Target(
    String provider,
    String url,
    boolean isLive,
    String token,
    String accessKey,
    String secretKey,
    String model) {

  static Target of(String provider, Emulator emulator) {
    return of(provider, emulator, System.getenv());
  }

  static Target of(String provider, Emulator emulator, Map<String, String> environment) {
    String prefix = "CONCORDAT_%s_".formatted(provider.toUpperCase(Locale.ROOT));
    String url = environment.getOrDefault(prefix + "BASE_URL", "");
    if (url.isEmpty()) {
      return emulated(provider, emulator);
    }
    return new Target(
        provider,
        url.replaceFirst("/$", ""),
        true,
        environment.getOrDefault(prefix + "TOKEN", ""),
        environment.getOrDefault(prefix + "ACCESS_KEY", ""),
        environment.getOrDefault(prefix + "SECRET_KEY", ""),
        environment.getOrDefault(prefix + "MODEL", ""));
  }

  /** The provider on the emulator, whatever the environment says. */
  static Target emulated(String provider, Emulator emulator) {
    return new Target(
        provider,
        emulator.url(provider),
        false,
        emulator.token(),
        emulator.accessKey(),
        emulator.secretKey(),
        "");
  }

  Target withoutCredentials() {
    return new Target(provider, url, isLive, "", "", "", model);
  }

  /** What display names say. */
  String where() {
    return isLive ? "live, on " + url : "on the emulator";
  }

  /** The body of a request to this target. */
  String body(Ask ask) {
    return model.isEmpty()
        ? ask.body()
        : ask.body().replaceFirst("\"model\": *\"[^\"]*\"", "\"model\": \"" + model + "\"");
  }
}
