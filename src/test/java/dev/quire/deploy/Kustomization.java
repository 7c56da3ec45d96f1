package dev.quire.deploy;

import java.nio.file.Path;
import java.util.List;

/** What {@code kubectl kustomize} makes of a folder. */
final class Kustomization {

  private final String folder;
  private final List<Manifest> manifests;

  private Kustomization(String folder, List<Manifest> manifests) {
    this.folder = folder;
    this.manifests = manifests;
  }

  /** Builds it, strictly; without {@code kubectl} the test is skipped. */
  static Kustomization build(String folder) {
    Path path = DeployFiles.ROOT.resolve("kubernetes").resolve(folder);
    String built = Tool.named("kubectl").check("kustomize", path.toString());
    return new Kustomization(
        folder,
        StrictYaml.documents(folder, built).stream()
            .map(document -> Manifest.of(folder, document))
            .toList());
  }

  List<Manifest> manifests() {
    return manifests;
  }

  /** The only object of that kind. */
  <T> T only(Class<T> type) {
    List<T> all = all(type);
    if (all.size() != 1) {
      throw new AssertionError(
          "%s has %d of the kind %s, not 1".formatted(folder, all.size(), type.getSimpleName()));
    }
    return all.get(0);
  }

  <T> List<T> all(Class<T> type) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(type.getSimpleName()))
        .map(manifest -> manifest.as(type))
        .toList();
  }
}
