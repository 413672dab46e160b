package dev.concordat.conformance.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who may call a server that a command starts, beside programs on this machine. */
final class CallerOptions {
  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "SCHEME://HOST[:PORT] of pages that may call this; may be given more than "
              + "once. All other pages in a browser are refused.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name that callers may use for this host; may be given more than once. "
              + "Its address, localhost and the loopback addresses are known.")
  private List<String> hosts = new ArrayList<>();

  List<String> origins() {
    return origins;
  }

  List<String> hosts() {
    return hosts;
  }
}
