package dev.quire.support;

import dev.quire.auth.KeyHash;
import dev.quire.task.layout.MaskedModel;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keys are needed, of the settings or of a file, or tokens of an OpenID provider; there is a
 * certificate that signs itself. Spans go to a {@link Collector}. What is served is one model that
 * gives masks.
 */
public class Secured implements QuarkusTestProfile {

  /** A key of the settings. */
  public static final String OF_SETTINGS = "quire_of-settings";

  /** A key of the file, until the test writes others. */
  public static final String OF_FILE = "quire_of-file";

  public static final String PASSWORD = "changeit";

  private static final Path FOLDER = Path.of("target", "test-secured");
  private static final Path KEYS = FOLDER.resolve("keys");

  /** The certificate and its key, as PKCS 12. */
  public static final Path CERTIFICATE = FOLDER.resolve("certificate.p12");

  @Override
  public Map<String, String> getConfigOverrides() {
    writeKeys("acme = " + KeyHash.of(OF_FILE));
    makeCertificate();
    return Map.ofEntries(
        Map.entry(
            "quire.models.layout.path", MaskedModel.write(FOLDER.resolve("masked")).toString()),
        Map.entry("quire.models.similarity.enabled", "false"),
        Map.entry("quire.auth.keys.boss", KeyHash.of(OF_SETTINGS).toString()),
        Map.entry("quire.auth.keys-file", KEYS.toString()),
        Map.entry("quarkus.tls.api.key-store.p12.path", CERTIFICATE.toString()),
        Map.entry("quarkus.tls.api.key-store.p12.password", PASSWORD),
        Map.entry("quarkus.otel.sdk.disabled", "false"),
        Map.entry("quarkus.otel.exporter.otlp.protocol", "http/protobuf"),
        Map.entry("quarkus.otel.bsp.schedule.delay", "20ms"),
        Map.entry("quarkus.http.tls-configuration-name", "api"),
        Map.entry("quarkus.http.test-ssl-port", "0"));
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(OpenIdProvider.class), new TestResourceEntry(Collector.class));
  }

  /** Writes the file of keys anew. */
  public static void writeKeys(String... lines) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(KEYS, String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeCertificate() {
    try {
      Files.createDirectories(CERTIFICATE.getParent());
      Files.deleteIfExists(CERTIFICATE);
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "quire",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "SAN=DNS:localhost,IP:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  CERTIFICATE.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .redirectOutput(CERTIFICATE.resolveSibling("keytool.log").toFile())
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(
            "keytool failed: keytool.log beside " + CERTIFICATE + " says why");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
