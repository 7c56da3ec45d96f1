package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of settings in the documentation are those of {@link QuireConfig}. With {@code
 * -Ddocs.write=true} this writes them instead of comparing them.
 */
class ConfigurationPageTest {

  private static final Path SOURCE = Path.of("src/main/java/dev/quire/app/QuireConfig.java");
  private static final Path PAGE = Path.of("src/docs/configuration.md");
  private static final String BEGIN =
      "<!-- settings: made of QuireConfig.java by ConfigurationPageTest -->\n\n";
  private static final String END = "\n<!-- end of settings -->";

  @Test
  void thePageHasTheSettingsOfTheSource() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertTrue(begin >= 0 && end > begin, () -> PAGE + " has no place for the settings");
    String settings = SettingsTable.of(SOURCE).markdown();

    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(
          PAGE, page.substring(0, begin + BEGIN.length()) + settings + page.substring(end));
      return;
    }

    assertEquals(
        settings,
        page.substring(begin + BEGIN.length(), end),
        "./mvnw test -Dtest=ConfigurationPageTest -Ddocs.write=true brings the page up to date");
  }

  @Test
  void everyKeyThatTheServiceReadsHasARow() throws IOException {
    TreeSet<String> read =
        ConfigMappings.getProperties(ConfigClass.configClass(QuireConfig.class)).keySet().stream()
            .filter(key -> !key.endsWith("[*]"))
            .map(key -> key.replace(".*", ".CLIENT"))
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> rows =
        SettingsTable.of(SOURCE).groups().stream()
            .flatMap(group -> group.settings().stream())
            .map(SettingsTable.Setting::key)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(read, rows);
  }
}
