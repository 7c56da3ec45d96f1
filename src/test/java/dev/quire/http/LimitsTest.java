package dev.quire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections leave the service its own files. */
class LimitsTest {

  @ParameterizedTest
  @CsvSource({"64, 16", "256, 64", "1024, 832", "1048576, 10000", "9223372036854775807, 10000"})
  void aLimitOnFilesIsOneOnConnections(long descriptors, int connections) {
    assertEquals(connections, ConnectionLimits.connectionsFor(descriptors));
  }
}
