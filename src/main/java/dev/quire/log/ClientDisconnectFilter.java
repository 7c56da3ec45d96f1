package dev.quire.log;

import io.quarkus.logging.LoggingFilter;
import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log that the framework could not write to a client that has left, where it takes
 * that for an error. Where it could not make the text of an answer, it still says so. Thread-safe.
 */
@LoggingFilter(name = ClientDisconnectFilter.NAME)
public final class ClientDisconnectFilter implements Filter {

  static final String NAME = "departures";

  private static final String STREAMS =
      "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(STREAMS.equals(record.getLoggerName()) && record.getThrown() instanceof IOException);
  }
}
