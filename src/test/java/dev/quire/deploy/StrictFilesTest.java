package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file below {@code deploy/} that a machine reads says what it means, and nothing else. */
class StrictFilesTest {

  /** Kustomize reads these itself, strictly. */
  private static final Set<String> KUSTOMIZE = Set.of("Kustomization", "Component");

  static Stream<Path> files() {
    return DeployFiles.ending("", ".yaml", ".yml", ".json").stream();
  }

  static Stream<Path> manifests() {
    return DeployFiles.ending("kubernetes", ".yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void noKeyIsGivenTwice(Path file) {
    assertFalse(StrictYaml.documents(file).isEmpty(), file + " is empty");
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void manifestsHaveNoFieldThatTheirKindDoesNotKnow(Path file) {
    for (JsonNode document : StrictYaml.documents(file)) {
      if (document.isArray() || KUSTOMIZE.contains(document.path("kind").asText())) {
        continue;
      }
      Manifest.of(file.toString(), document);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: []}, spec: {}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, specs: {ports: []}}",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{prot: 1}]}}",
        "{apiVersion: v1, kind: Service, metadata: {}, spec: {ports: []}}",
        "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec: {min: 1}}"
      })
  void mistakesAreFound(String manifest) {
    Throwable found =
        assertThrows(
            Throwable.class,
            () ->
                StrictYaml.documents("a test", manifest)
                    .forEach(document -> Manifest.of("a test", document)));
    assertTrue(
        found instanceof UncheckedIOException || found instanceof AssertionError, found::toString);
    assertTrue(found.getMessage().startsWith("a test: "), found::getMessage);
  }

  @Test
  void nothingNamesTheNewestOfAnything() {
    List<Path> files =
        DeployFiles.ending("", ".yaml", ".yml", "Dockerfile.jvm", "Dockerfile.gpu", ".native");
    for (Path file : files) {
      assertFalse(
          DeployFiles.text(file).contains(":latest"), file + " names an image that may change");
    }
  }
}
