package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of the images, as far as they can be checked without building them. */
class DockerfilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void basesArePinnedToAVersion(String image) {
    Dockerfile dockerfile = Dockerfile.read(image);

    assertFalse(dockerfile.bases().isEmpty());
    for (String base : dockerfile.bases()) {
      assertTrue(base.matches("[a-z0-9./-]+:[a-z0-9._-]*\\d[a-z0-9._-]*"), base);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void runsAsANumberedUserWithoutPrivileges(String image) {
    assertEquals(List.of("10001:10001"), Dockerfile.read(image).lastStage("USER"));
  }

  /** A shell in between would keep SIGTERM to itself, and nothing would drain. */
  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void theServiceIsProcessOne(String image) {
    Dockerfile dockerfile = Dockerfile.read(image);
    List<String> entrypoint = dockerfile.words("ENTRYPOINT");

    assertTrue(
        Set.of("java", "/opt/quire/quire").contains(entrypoint.get(0)), entrypoint::toString);
    assertTrue(entrypoint.contains("-Djava.io.tmpdir=/tmp"), entrypoint::toString);
    assertEquals(List.of(), dockerfile.lastStage("CMD"));
    assertEquals(List.of("SIGTERM"), dockerfile.lastStage("STOPSIGNAL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void sizesItsHeapByTheContainer(String image) {
    Dockerfile dockerfile = Dockerfile.read(image);
    String settings =
        String.join(" ", dockerfile.lastStage("ENV")) + dockerfile.words("ENTRYPOINT");

    assertTrue(
        settings.contains("-XX:MaxRAMPercentage=")
            || settings.contains("-XX:MaximumHeapSizePercent="),
        settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void saysWhetherItIsAlive(String image) {
    String check = String.join("", Dockerfile.read(image).lastStage("HEALTHCHECK"));

    assertTrue(check.endsWith("CMD [\"/opt/quire/healthy\"]"), check);
    assertTrue(DeployFiles.text("images/healthy").contains("/q/health/live"));
    assertEquals(List.of("8080 9000"), Dockerfile.read(image).lastStage("EXPOSE"));
  }

  /** Where the native libraries were unpacked to they are looked for. */
  @ParameterizedTest
  @ValueSource(strings = {"gpu", "native"})
  void nativeLibrariesAreWhereTheyAreLookedFor(String image) {
    Dockerfile dockerfile = Dockerfile.read(image);
    String folder = "/opt/quire/natives";
    String unpacker = DeployFiles.text("images/unpack-natives");

    assertTrue(dockerfile.lastStage("COPY").contains("--from=natives /natives " + folder));
    List<String> entrypoint = dockerfile.words("ENTRYPOINT");
    for (String option :
        List.of(
            "-Donnxruntime.native.path=%s/onnxruntime",
            "-Djava.library.path=%s/javacpp", "-Dorg.bytedeco.javacpp.pathsFirst=true")) {
      String wanted = option.formatted(folder);
      assertTrue(
          entrypoint.stream().anyMatch(word -> (word + ":").startsWith(wanted + ":")), wanted);
      assertTrue(unpacker.contains(option.formatted("FOLDER")), option);
    }
    assertTrue(
        String.join("\n", dockerfile.lastStage("ENV"))
            .contains("DJL_CACHE_DIR=" + folder + "/djl"));
    assertTrue(unpacker.contains("DJL_CACHE_DIR=FOLDER/djl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void settingsAreSettings(String image) {
    Dockerfile.read(image)
        .variables()
        .filter(name -> name.startsWith("QUIRE_"))
        .forEach(name -> assertTrue(Settings.isVariable(name), name + " sets nothing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void whatIsCopiedIsNotIgnored(String image) {
    Set<String> allowed =
        DeployFiles.text("images/Dockerfile." + image + ".dockerignore")
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> copied = new TreeSet<>();
    for (String source : Dockerfile.read(image).sources()) {
      Optional<String> rule =
          allowed.stream().filter(a -> source.equals(a) || source.startsWith(a + "/")).findFirst();
      assertTrue(rule.isPresent(), source + " is ignored");
      copied.add(rule.get());
    }

    assertEquals(allowed, copied, "nothing is let through for nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "gpu", "native"})
  void whatIsCopiedIsThere(String image) {
    List<String> sources = Dockerfile.read(image).sources();
    sources.stream()
        .filter(source -> !source.startsWith("target/"))
        .forEach(source -> assertTrue(Files.exists(Path.of(source)), source));

    Stream<String> built = sources.stream().filter(source -> source.startsWith("target/"));
    Path root = Path.of(image.equals("native") ? "target/native-sources" : "target/quarkus-app");
    assumeTrue(Files.exists(root), root + " is not built: what is copied of it is not checked");
    built.forEach(source -> assertTrue(Files.exists(Path.of(source)), source));
  }
}
