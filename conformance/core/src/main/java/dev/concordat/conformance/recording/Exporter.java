package dev.concordat.conformance.recording;

import java.util.Locale;

/** A program that writes HAR files, known by the name that it writes as their creator. */
enum Exporter {
  CHROME("webinspector", "save the HAR with content while the page and its log are still open"),
  FIREFOX(
      "firefox",
      "set devtools.netmonitor.responseBodyLimit and requestBodyLimit to 0 and"
          + " devtools.netmonitor.har.includeResponseBodies to true in about:config"),
  MITMPROXY(
      "mitmproxy",
      "mitmproxy keeps no body that it streams: switch stream_large_bodies off, or use"
          + " concordat record"),
  PLAYWRIGHT("playwright", "record with the option content set to \"embed\" or \"attach\""),
  CHARLES("charles", "raise the recording limits, and export once the answer is whole"),
  FIDDLER(
      "fiddler",
      "raise the preferences fiddler.importexport.HTTPArchiveJSON.MaxTextBodyLength and"
          + " MaxBinaryBodyLength"),
  HTTP_TOOLKIT("http toolkit", "raise the limit for bodies in HAR exports in the settings"),
  UNKNOWN("", "export with bodies, or use concordat record");

  private final String name;
  private final String how;

  Exporter(String name, String how) {
    this.name = name;
    this.how = how;
  }

  /** The exporter of this name, in any letters; {@link #UNKNOWN} where none is known by it. */
  static Exporter named(String creator) {
    String lower = creator.toLowerCase(Locale.ROOT);
    for (Exporter exporter : values()) {
      if (lower.contains(exporter.name)) {
        return exporter;
      }
    }
    return UNKNOWN;
  }

  /** How to let it record bodies whole. */
  String how() {
    return how;
  }

  /** Whether it leaves credentials out, unless it is told to keep them. */
  boolean stripsCredentials() {
    return this == CHROME;
  }

  /** Whether it writes that a request's body has 0 bytes where it could not be had. */
  boolean countsNothingForLost() {
    return this == CHROME;
  }

  /** Whether it writes an empty text for a request's body that it was told not to keep. */
  boolean emptiesWhatItOmits() {
    return this == PLAYWRIGHT;
  }
}
