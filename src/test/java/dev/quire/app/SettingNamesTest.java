package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that no setting has stop the start, wherever they are. */
class SettingNamesTest {

  private static final int ORDINAL = 300;

  private static SmallRyeConfig config(Map<String, String> keys, Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(QuireConfig.class)
        .withValidateUnknown(false)
        .withSources(new PropertiesConfigSource(keys, "test", ORDINAL))
        .withSources(new EnvConfigSource(environment, ORDINAL))
        .build();
  }

  private static String complaint(Map<String, String> keys, Map<String, String> environment) {
    SmallRyeConfig config = config(keys, environment);
    return assertThrows(IllegalArgumentException.class, () -> SettingsCheck.check(config))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "quire.queue.capcity, quire.queue.capacity",
    "quire.batch.maxSize, quire.batch.max-size",
    "quire.model.layout.path, quire.models.layout.path",
    "quire.device, quire.devices",
    "%prod.quire.documents.dpis, quire.documents.dpi",
    "quire.auth.key.acme, quire.auth.keys.CLIENT",
    "quire.models.layout.precision, quire.models.precision",
    "quire.models.similarity.engine, quire.models.layout.engine"
  })
  void aMisspeltKeyIsNamedWithTheOneThatIsMeant(String key, String meant) {
    assertEquals(
        "There is no setting %s; did you mean %s?".formatted(key.replace("%prod.", ""), meant),
        complaint(Map.of(key, "1"), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "QUIRE_QUEUE_CAPCITY, QUIRE_QUEUE_CAPACITY",
    "QUIRE_BATCH_MAXSIZE, QUIRE_BATCH_MAX_SIZE",
    "QUIRE_DEVICE, QUIRE_DEVICES",
    "QUIRE_WATCHDOG_PROBEAFTER, QUIRE_WATCHDOG_PROBE_AFTER",
    "quire_queue_capcity, QUIRE_QUEUE_CAPACITY"
  })
  void aMisspeltVariableIsNamedWithTheOneThatIsMeant(String variable, String meant) {
    assertEquals(
        "No setting has the environment variable %s; did you mean %s?".formatted(variable, meant),
        complaint(Map.of(), Map.of(variable, "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quire.colour-of-the-sky",
        "quire.memory.wait",
        "quire.auth.keys-refresh",
        "quire.prepare.pending"
      })
  void whatResemblesNothingIsNamedAlone(String key) {
    assertEquals("There is no setting " + key, complaint(Map.of(key, "blue"), Map.of()));
  }

  /** An image's version, or an example of Docker's links. */
  @ParameterizedTest
  @ValueSource(strings = {"QUIRE_VERSION", "QUIRE_HOME", "QUIRE_IMAGE_TAG", "QUIRE_ENV_LANG"})
  void aVariableThatResemblesNoSettingIsSomebodyElses(String variable) {
    assertDoesNotThrow(() -> SettingsCheck.check(config(Map.of(), Map.of(variable, "1"))));
  }

  @Test
  void allUnknownNamesAreToldAtOnceAndNoValues() {
    assertEquals(
        """
        There is no setting quire.devicess; did you mean quire.devices?
        There is no setting quire.queue.timeouts; did you mean quire.queue.timeout?
        No setting has the environment variable QUIRE_AUTH_KEYFILE; did you mean QUIRE_AUTH_KEYS_FILE?\
        """,
        complaint(
            Map.of("quire.queue.timeouts", "secret", "quire.devicess", "secret"),
            Map.of("QUIRE_AUTH_KEYFILE", "secret")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quire.queue.capacity",
        "%prod.quire.queue.capacity",
        "quire.auth.keys.acme",
        "quire.auth.keys.\"acme.example\"",
        "quire.auth.keys.acme[1]",
        "quire.devices[0]",
        "quirements.devices",
        "other.name"
      })
  void namesOfSettingsAndOfOthersPass(String key) {
    assertDoesNotThrow(() -> SettingsCheck.check(config(Map.of(key, "1"), Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUIRE_QUEUE_CAPACITY",
        "quire_queue_capacity",
        "QUIRE_DEVICES_0_",
        "QUIRE_AUTH_KEYS_ACME",
        "QUIRE_API_KEY",
        "QUIRE_SERVICE_HOST",
        "QUIRE_SERVICE_PORT",
        "QUIRE_SERVICE_PORT_HTTP",
        "QUIRE_PORT",
        "QUIRE_PORT_8080_TCP",
        "QUIRE_PORT_8080_TCP_ADDR",
        "QUIRE_MANAGEMENT_SERVICE_HOST",
        "QUIRE_MANAGEMENT_PORT_9000_TCP_PROTO",
        "QUIREMENTS",
        "PATH"
      })
  void variablesOfSettingsOfTheCommandLineAndOfKubernetesPass(String variable) {
    assertDoesNotThrow(() -> SettingsCheck.check(config(Map.of(), Map.of(variable, "1"))));
  }
}
