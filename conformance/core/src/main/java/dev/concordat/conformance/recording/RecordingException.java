package dev.concordat.conformance.recording;

/** A recording cannot be read, or not to its end. The message names the file and what to do. */
public final class RecordingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A recording that cannot be read, for the reason that the message says. */
  public RecordingException(String message) {
    super(message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
