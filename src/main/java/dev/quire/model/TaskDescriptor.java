package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is the same in every {@code model.yml}: the key that tells which descriptor the others are
 * of.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TaskDescriptor(String task) {

  private static final String OWN = "model.yml";

  /**
   * What the model of a folder does.
   *
   * @throws ModelException if {@code model.yml} is no YAML
   */
  static String task(ModelFolder folder) {
    Optional<String> said =
        folder
            .read(OWN)
            .map(bytes -> YamlFile.read(folder.describe(OWN), bytes, TaskDescriptor.class))
            .map(TaskDescriptor::task);
    return said.orElseGet(() -> byFiles(folder));
  }

  private static String byFiles(ModelFolder folder) {
    boolean paddle = Descriptors.PADDLE.stream().anyMatch(folder::has);
    boolean text =
        Stream.concat(
                Stream.of(SimilarityDescriptors.CONFIG),
                SimilarityDescriptors.VOCABULARIES.stream())
            .anyMatch(folder::has);
    return text && !paddle ? SimilarityModel.SIMILARITY : Model.LAYOUT;
  }
}
