package dev.quire.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The descriptors of one folder, Paddle's and the service's own, which goes before the other.
 *
 * @param folder where they lie
 * @param own {@code model.yml}, or nothing said
 * @param paddle {@code inference.yml}, else {@code infer_cfg.yml}, else nothing said
 * @param paddleFile which of both that is
 * @param decisive the file that values out of range are put down to
 */
record Descriptors(
    ModelFolder folder,
    QuireDescriptor own,
    PaddleDescriptor paddle,
    String paddleFile,
    String decisive) {

  private static final String OWN = "model.yml";

  /** As PaddleX calls its descriptor, then as PaddleDetection does. */
  static final List<String> PADDLE = List.of("inference.yml", "infer_cfg.yml");

  /**
   * Reads what there is.
   *
   * @throws ModelException if there is none, or one is not what it should be
   */
  static Descriptors read(ModelFolder folder) {
    String paddleFile =
        PADDLE.stream().filter(folder::has).findFirst().orElseGet(() -> PADDLE.get(0));
    Optional<QuireDescriptor> own = read(folder, OWN, QuireDescriptor.class);
    Optional<PaddleDescriptor> paddle = read(folder, paddleFile, PaddleDescriptor.class);
    if (own.isEmpty() && paddle.isEmpty()) {
      throw new ModelException(
          "%s is missing; expected PaddleX's descriptor of the model, or %s with labels and input"
              .formatted(folder.describe(paddleFile), OWN));
    }
    return new Descriptors(
        folder,
        own.orElse(QuireDescriptor.EMPTY),
        paddle.orElse(PaddleDescriptor.EMPTY),
        paddleFile,
        own.isPresent() ? OWN : paddleFile);
  }

  private static <T> Optional<T> read(ModelFolder folder, String file, Class<T> type) {
    return folder.read(file).map(bytes -> YamlFile.read(folder.describe(file), bytes, type));
  }

  /**
   * The model that they describe.
   *
   * @throws ModelException if they describe none, or its files are missing
   */
  Model model(ModelFormat format) {
    String name = name();
    List<String> labels = labels();
    Preprocessing preprocessing = preprocessing();
    double threshold = threshold();
    Head head = head(threshold);
    return explained(
        decisive,
        () ->
            new Model(
                new GraphFiles(folder).find(name, format, Optional.ofNullable(own.file())),
                task(name),
                preprocessing,
                head,
                labels,
                threshold,
                nms(),
                resolutions(preprocessing),
                maxBatch(format, head),
                Objects.requireNonNullElse(own.license(), ""),
                Objects.requireNonNullElse(own.description(), "")));
  }

  private String name() {
    if (own.name() != null) {
      return own.name();
    }
    boolean named = paddle.global() != null && paddle.global().modelName() != null;
    return named ? paddle.global().modelName() : folder.name();
  }

  private String task(String name) {
    if (own.task() != null) {
      return own.task();
    }
    if (name.toLowerCase(Locale.ROOT).contains(Model.LAYOUT)) {
      return Model.LAYOUT;
    }
    throw new IllegalArgumentException(
        "the name '%s' does not tell the model's task; add 'task: %s' to model.yml"
            .formatted(name, Model.LAYOUT));
  }

  private List<String> labels() {
    if (own.labels() != null) {
      return requireLabels(OWN, "labels", own.labels());
    }
    if (paddle == PaddleDescriptor.EMPTY) {
      return requireLabels(OWN, "labels", null);
    }
    return requireLabels(paddleFile, "label_list", paddle.labels());
  }

  private List<String> requireLabels(String file, String key, List<String> labels) {
    if (labels == null || labels.isEmpty()) {
      throw new ModelException(
          "%s: %s is missing; expected the names of the model's classes in order"
              .formatted(folder.describe(file), key));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) == null || labels.get(i).isBlank()) {
        throw new ModelException(
            "%s: %s[%d] is empty; expected a name".formatted(folder.describe(file), key, i));
      }
    }
    return labels;
  }

  private Preprocessing preprocessing() {
    if (paddle == PaddleDescriptor.EMPTY) {
      return explained(OWN, () -> input().alone());
    }
    Preprocessing published = explained(paddleFile, paddle::preprocessing);
    return explained(OWN, () -> input().over(published));
  }

  private QuireDescriptor.Input input() {
    return Objects.requireNonNullElse(own.input(), QuireDescriptor.Input.EMPTY);
  }

  private double threshold() {
    if (own.threshold() != null) {
      return own.threshold();
    }
    return paddle.drawThreshold() == null
        ? PaddleDescriptor.DEFAULT_THRESHOLD
        : paddle.drawThreshold();
  }

  private Head head(double threshold) {
    boolean masks = Boolean.TRUE.equals(own.masks());
    if (own.head() == QuireDescriptor.HeadType.PICODET) {
      requireNoBoxes("picodet");
      if (masks) {
        throw new ModelException(
            "%s: masks is true; expected false with head: picodet, which has none"
                .formatted(folder.describe(OWN)));
      }
      return explained(paddleFile, () -> paddle.picoDet(threshold));
    }
    if (own.head() == QuireDescriptor.HeadType.DETR) {
      requireNoBoxes("detr");
      return new Head.Detr(masks);
    }
    return own.head() == null && own.boxes() == null
        ? new Head.Unsaid(masks)
        : new Head.Rows(Objects.requireNonNullElse(own.boxes(), BoxUnit.PAGE), masks);
  }

  private void requireNoBoxes(String head) {
    if (own.boxes() != null) {
      throw new ModelException(
          "%s: boxes is set; expected it with head: rows alone, as %s's are decoded here"
              .formatted(folder.describe(OWN), head));
    }
  }

  /**
   * One where overlapping boxes are dropped in an ONNX graph: paddle2onnx converts {@code
   * multiclass_nms3} for a single page only, whatever batch the graph's inputs are declared for.
   */
  private int maxBatch(ModelFormat format, Head head) {
    if (own.maxBatch() != null) {
      return own.maxBatch();
    }
    boolean alone =
        format == ModelFormat.ONNX && paddle.suppresses() && !(head instanceof Head.PicoDet);
    return alone ? 1 : Integer.MAX_VALUE;
  }

  private Nms nms() {
    if (own.nms() != null) {
      return own.nms().value();
    }
    return Boolean.TRUE.equals(paddle.layoutNms()) ? Nms.standard() : Nms.off();
  }

  private List<Resolution> resolutions(Preprocessing preprocessing) {
    if (own.resolutions() == null) {
      return List.of(preprocessing.resolution());
    }
    return own.resolutions().stream()
        .map(QuireDescriptor.Size::value)
        .distinct()
        .sorted(Comparator.comparingLong(Resolution::pixels).reversed())
        .toList();
  }

  /** Values out of range become errors of the file that holds them. */
  private <T> T explained(String file, Supplier<T> values) {
    try {
      return values.get();
    } catch (IllegalArgumentException e) {
      throw new ModelException(folder.describe(file) + ": " + e.getMessage(), e);
    }
  }
}
