package dev.quire.model;

import dev.quire.model.SimilarityDescriptor.Mode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The descriptors of one folder with a similarity model: the service's own, which goes before the
 * published ones.
 *
 * @param folder where they lie
 * @param own {@code model.yml}, or nothing said
 * @param config {@code config.json}, or nothing said
 * @param tokenizer {@code tokenizer_config.json}, or nothing said
 * @param pipeline {@code configuration.json}, or nothing said
 */
record SimilarityDescriptors(
    ModelFolder folder,
    SimilarityDescriptor own,
    EncoderConfig config,
    TokenizerConfig tokenizer,
    ModelScopeConfig pipeline) {

  private static final String OWN = "model.yml";
  static final String CONFIG = "config.json";

  /** As the service calls its graphs, then as exporters do. */
  private static final List<String> GRAPHS = List.of("inference.onnx", "model.onnx");

  static final List<String> VOCABULARIES = List.of("vocab.txt", "tokenizer.json");

  /** As the published models call similar pairs. */
  private static final String SIMILAR = "1";

  /**
   * Reads what there is.
   *
   * @throws ModelException if one is not what it should be
   */
  static SimilarityDescriptors read(ModelFolder folder) {
    return new SimilarityDescriptors(
        folder,
        read(folder, OWN, SimilarityDescriptor.class).orElse(SimilarityDescriptor.EMPTY),
        read(folder, CONFIG, EncoderConfig.class).orElse(EncoderConfig.EMPTY),
        read(folder, "tokenizer_config.json", TokenizerConfig.class).orElse(TokenizerConfig.EMPTY),
        read(folder, "configuration.json", ModelScopeConfig.class).orElse(ModelScopeConfig.EMPTY));
  }

  /** JSON is YAML too. */
  private static <T> Optional<T> read(ModelFolder folder, String file, Class<T> type) {
    return folder.read(file).map(bytes -> YamlFile.read(folder.describe(file), bytes, type));
  }

  /**
   * The model that they describe.
   *
   * @throws ModelException if they describe none, or its files are missing
   */
  SimilarityModel model() {
    try {
      requireTask();
      return new SimilarityModel(
          files(),
          mode(),
          vocabulary(),
          lowerCase(),
          maxLength(),
          Objects.requireNonNullElse(own.maxBatch(), Integer.MAX_VALUE),
          Objects.requireNonNullElse(own.license(), ""),
          Objects.requireNonNullElse(own.description(), ""));
    } catch (IllegalArgumentException e) {
      throw new ModelException(folder.describe(OWN) + ": " + e.getMessage(), e);
    }
  }

  private void requireTask() {
    if (own.task() != null && !own.task().equals(SimilarityModel.SIMILARITY)) {
      throw new IllegalArgumentException(
          "task is '%s'; expected %s".formatted(own.task(), SimilarityModel.SIMILARITY));
    }
  }

  private ModelFiles files() {
    String name = Objects.requireNonNullElse(own.name(), folder.name());
    Optional<String> file =
        Optional.ofNullable(own.file()).or(() -> GRAPHS.stream().filter(folder::has).findFirst());
    return new GraphFiles(folder).find(name, ModelFormat.ONNX, file);
  }

  private SimilarityMode mode() {
    Mode mode =
        Optional.ofNullable(own.mode())
            .or(pipeline::mode)
            .or(config::mode)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mode is missing; expected cross-encoder or bi-encoder, as %s does not tell"
                            .formatted(CONFIG)));
    return switch (mode) {
      case CROSS_ENCODER -> {
        requireAbsent("pooling", own.pooling(), Mode.BI_ENCODER);
        yield new SimilarityMode.CrossEncoder(similar());
      }
      case BI_ENCODER -> {
        requireAbsent("similar_label", own.similarLabel(), Mode.CROSS_ENCODER);
        yield new SimilarityMode.BiEncoder(Objects.requireNonNullElse(own.pooling(), Pooling.MEAN));
      }
    };
  }

  private static void requireAbsent(String key, Object value, Mode mode) {
    if (value != null) {
      throw new IllegalArgumentException(
          "%s is set; expected it with mode: %s alone".formatted(key, mode));
    }
  }

  private int similar() {
    String label = Objects.requireNonNullElse(own.similarLabel(), SIMILAR);
    Map<Integer, String> labels = config.labels() == null ? Map.of() : config.labels();
    return labels.entrySet().stream()
        .filter(entry -> label.equals(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> index(label, labels));
  }

  /** Where the labels have no names, or others, as in {@code LABEL_1}, a number is the index. */
  private int index(String label, Map<Integer, String> labels) {
    boolean known =
        labels.isEmpty() || labels.keySet().stream().anyMatch(id -> label.equals("" + id));
    if (!known || !label.matches("\\d{1,4}")) {
      throw new IllegalArgumentException(
          "similar_label is '%s'; expected %s"
              .formatted(
                  label,
                  labels.isEmpty()
                      ? "an index, as %s has no id2label".formatted(CONFIG)
                      : "one of %s's labels %s".formatted(CONFIG, new TreeMap<>(labels))));
    }
    return Integer.parseInt(label);
  }

  private ModelFile vocabulary() {
    String file =
        Optional.ofNullable(own.vocabulary())
            .or(() -> VOCABULARIES.stream().filter(folder::has).findFirst())
            .orElse(VOCABULARIES.get(0));
    return folder.file(GraphFiles.requirePlain("vocabulary", file));
  }

  private boolean lowerCase() {
    return own.lowerCase() == null ? !Boolean.FALSE.equals(tokenizer.lowerCase()) : own.lowerCase();
  }

  private int maxLength() {
    int positions = Objects.requireNonNullElse(config.positions(), SimilarityModel.LONGEST);
    double declared =
        Objects.requireNonNullElse(tokenizer.longest(), (double) SimilarityModel.LONGEST);
    int longest = (int) Math.min(SimilarityModel.LONGEST, Math.min(positions, declared));
    if (own.maxLength() == null) {
      return Math.min(SimilarityModel.USUAL_LENGTH, longest);
    }
    if (own.maxLength() > longest) {
      throw new IllegalArgumentException(
          "max_length is %d; expected at most %d, which the model has positions for"
              .formatted(own.maxLength(), longest));
    }
    return own.maxLength();
  }
}
