package dev.quire.api.auth;

import dev.quire.auth.KeyHash;
import dev.quire.support.Simulated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Keys are needed: one of the settings, and those of a file that is read every 100 ms. */
public class KeyFileProfile extends Simulated {

  static final Path FILE = Path.of("target", "test-keys");
  static final String OF_SETTINGS = "quire_of-settings";
  static final String OF_FILE = "quire_of-file";

  @Override
  public Map<String, String> getConfigOverrides() {
    write("acme = " + KeyHash.of(OF_FILE));
    Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
    settings.put("quire.auth.keys.boss", KeyHash.of(OF_SETTINGS).toString());
    settings.put("quire.auth.keys-file", FILE.toString());
    settings.put("quire.models.similarity.enabled", "true");
    return settings;
  }

  static void write(String... lines) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
