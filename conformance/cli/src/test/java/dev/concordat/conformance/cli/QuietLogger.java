package dev.concordat.conformance.cli;

import org.apache.maven.plugin.surefire.log.api.ConsoleLogger;

/** What Surefire's parser of reports says while it reads. */
final class QuietLogger implements ConsoleLogger {
  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public void debug(String message) {}

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public void info(String message) {}

  @Override
  public boolean isWarnEnabled() {
    return false;
  }

  @Override
  public void warning(String message) {}

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public void error(String message) {
    throw new AssertionError(message);
  }

  @Override
  public void error(String message, Throwable failure) {
    throw new AssertionError(message, failure);
  }

  @Override
  public void error(Throwable failure) {
    throw new AssertionError(failure);
  }
}
