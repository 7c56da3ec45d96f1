package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many instances on one host: systemd's unit, nginx in front, and Compose. */
class HostTest {

  private static final String UNIT = DeployFiles.text("systemd/quire@.service");
  private static final String NGINX = DeployFiles.text("nginx/quire.conf");
  private static final JsonNode COMPOSE = StrictYaml.document("compose/compose.yaml");

  @Test
  void systemdTakesTheUnit(@TempDir Path folder) throws IOException {
    Path unit = folder.resolve("quire@.service");
    Files.copy(DeployFiles.ROOT.resolve("systemd/quire@.service"), unit);

    String said =
        Tool.named("systemd-analyze")
            .check("verify", Files.createLink(folder.resolve("quire@3.service"), unit).toString());

    assertEquals("", said);
  }

  @Test
  void eachInstanceHasItsOwnGpuAndPorts() {
    assertTrue(UNIT.contains("\nEnvironment=CUDA_VISIBLE_DEVICES=%i\n"));
    assertTrue(UNIT.contains("-Dquarkus.http.port=$$((8000 + %i))"));
    assertTrue(UNIT.contains("-Dquarkus.management.port=$$((9000 + %i))"));
  }

  @Test
  void anInstanceIsAlwaysStartedAgain() {
    assertTrue(UNIT.contains("\nRestart=always\n"));
    assertTrue(UNIT.contains("\nStartLimitIntervalSec=0\n"));
  }

  @Test
  void systemdAndComposeGiveTimeToDrain() {
    long unit = Long.parseLong(only(UNIT, "(?m)^TimeoutStopSec=(\\d+)$"));
    String compose = COMPOSE.at("/services/quire/stop_grace_period").asText();

    assertTimeToDrain(unit);
    assertTimeToDrain(Settings.seconds(compose));
  }

  @Test
  void settingsAreSettings() {
    String text =
        UNIT
            + DeployFiles.text("systemd/quire.env")
            + DeployFiles.text("compose/compose.yaml")
            + DeployFiles.text("compose/gpu.yaml");
    Set<String> variables =
        Pattern.compile("(?m)^(?:Environment=|#| +)(QUIRE_\\w+)[=:]")
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertFalse(variables.isEmpty());
    variables.forEach(name -> assertTrue(Settings.isVariable(name), name + " sets nothing"));
  }

  @Test
  void settingsThatCommentsNameExist() {
    for (Path file : DeployFiles.ending("", "")) {
      Matcher names =
          Pattern.compile(
                  "\\bquire\\.(?!dev\\b|svc\\b|json\\b|yaml\\b|env\\b|conf\\b|quire\\b)[a-z-]+(?:\\.[a-z-]+)*")
              .matcher(DeployFiles.text(file));
      while (names.find()) {
        assertTrue(Settings.exists(names.group()), file + " names " + names.group());
      }
    }
  }

  @Test
  void nginxTakesItsConfiguration(@TempDir Path folder) throws IOException {
    Path main =
        Files.writeString(
            folder.resolve("nginx.conf"),
            Nginx.main(folder, DeployFiles.ROOT.resolve("nginx/quire.conf")));

    String said = Tool.named("nginx").check("-t", "-e", "stderr", "-c", main.toString());

    assertTrue(said.contains("test is successful"), said);
    assertFalse(said.contains("[warn]"), said);
  }

  @Test
  void nginxTakesBodiesAsLargeAsTheServiceDoes() throws IOException {
    String service =
        only(
            Files.readString(Path.of("src/main/resources/application.properties")),
            "(?m)^quarkus\\.http\\.limits\\.max-body-size=(\\d+)M$");

    assertEquals(service, only(NGINX, "client_max_body_size (\\d+)m;"));
  }

  @Test
  void bothOfNginxsGroupsHaveTheSameInstances() {
    Map<String, List<String>> groups =
        Pattern.compile("(?s)upstream (\\w+) \\{(.*?)\\n}")
            .matcher(NGINX)
            .results()
            .collect(
                Collectors.toMap(
                    match -> match.group(1),
                    match ->
                        Pattern.compile("server ([\\d.:]+)")
                            .matcher(match.group(2))
                            .results()
                            .map(server -> server.group(1))
                            .toList()));

    assertEquals(Set.of("quire", "quire_others"), groups.keySet());
    assertEquals(groups.get("quire"), groups.get("quire_others"));
    assertEquals(List.of("127.0.0.1:8000", "127.0.0.1:8001"), groups.get("quire"));
  }

  @Test
  void whatComposeMountsIsThere() {
    Path compose = DeployFiles.ROOT.resolve("compose");
    for (JsonNode service : COMPOSE.path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":")[0];
        assertTrue(
            source.startsWith(".")
                ? Files.exists(compose.resolve(source))
                : COMPOSE.path("volumes").has(source),
            source);
      }
      JsonNode build = service.path("build");
      if (!build.isMissingNode()) {
        Path context = compose.resolve(build.path("context").asText());
        assertTrue(Files.exists(context.resolve(build.path("dockerfile").asText())));
      }
    }
  }

  @Test
  void composesImagesArePinned() {
    for (JsonNode service : COMPOSE.path("services")) {
      String image = service.path("image").asText();
      assertTrue(image.matches("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+(-\\w+)?"), image);
    }
  }

  @Test
  void prometheusScrapesComposesService() {
    JsonNode target =
        StrictYaml.document("observability/prometheus.yml")
            .at("/scrape_configs/0/static_configs/0/targets/0");

    assertTrue(COMPOSE.path("services").has(target.asText().split(":")[0]), target::asText);
    assertEquals("9000", target.asText().split(":")[1]);
  }

  private static void assertTimeToDrain(long given) {
    long needed = Settings.secondsToStop();
    assertTrue(
        given >= needed + 5 && given <= needed + 15,
        "%d s given, %d s needed".formatted(given, needed));
  }

  private static String only(String text, String pattern) {
    List<String> found =
        Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
    assertEquals(1, found.size(), pattern + " in " + found);
    return found.get(0);
  }
}
