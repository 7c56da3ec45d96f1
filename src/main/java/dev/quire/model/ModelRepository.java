package dev.quire.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads models from folders. A folder holds
 *
 * <ul>
 *   <li>{@code inference.onnx}, the graph with its weights;
 *   <li>{@code inference.yml}, PaddleX's descriptor: the labels, what becomes of a page before the
 *       model, the threshold. A folder as PaddlePaddle publishes it works as it is;
 *   <li>{@code model.yml}, optional, the service's own descriptor. What it says goes before the
 *       other's. All its keys are optional, and an unknown key is an error:
 * </ul>
 *
 * <pre>{@code
 * name: page-mini              # default: Global.model_name, else the folder's name
 * task: layout                 # default: layout, if the model's name contains "layout"
 * file: inference.onnx         # a file of this folder
 * threshold: 0.3               # score a region must exceed; default: draw_threshold, else 0.5
 * nms: {same: 0.6, different: 0.98}   # or true (these values), or false; default: layout_nms
 * resolutions: [800, 640, [512, 384]] # square sides or [height, width]; default: the target size
 * max_batch: 1                 # default: as many as the graph takes
 * license: Apache-2.0          # SPDX identifier
 * description: One line for people
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ModelRepository {

  /** Prefix of a location inside the application. */
  public static final String CLASSPATH = "classpath:";

  private static final String PADDLE_DESCRIPTOR = "inference.yml";
  private static final String OWN_DESCRIPTOR = "model.yml";
  private static final String DEFAULT_FILE = "inference.onnx";
  private static final Pattern PLAIN_FILE_NAME = Pattern.compile("[\\w.-]*\\w[\\w.-]*");

  private final ClassLoader loader;

  /** Looks for embedded models where the current thread's class loader does. */
  public ModelRepository() {
    this(
        Thread.currentThread().getContextClassLoader() == null
            ? ModelRepository.class.getClassLoader()
            : Thread.currentThread().getContextClassLoader());
  }

  /** Looks for embedded models in the given loader. */
  public ModelRepository(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Reads the model of a folder. The graph is found, not opened.
   *
   * @param location a folder's path, or {@code classpath:} and a folder of the class path, such as
   *     {@code classpath:models/page-mini}
   * @throws ModelException if a file is missing or wrong; the message names the file, what was
   *     found and what was expected
   */
  public Model load(String location) {
    ModelFolder folder = folder(location);
    QuireDescriptor own =
        folder
            .read(OWN_DESCRIPTOR)
            .map(bytes -> own(folder.describe(OWN_DESCRIPTOR), bytes))
            .orElse(QuireDescriptor.EMPTY);
    String paddleFile = folder.describe(PADDLE_DESCRIPTOR);
    PaddleDescriptor paddle =
        folder
            .read(PADDLE_DESCRIPTOR)
            .map(bytes -> YamlFile.read(paddleFile, bytes, PaddleDescriptor.class))
            .orElseThrow(
                () ->
                    new ModelException(
                        "%s is missing; expected PaddleX's descriptor of the model"
                            .formatted(paddleFile)));
    requireLabels(paddleFile, paddle.labels());
    Preprocessing preprocessing = explained(paddleFile, paddle::preprocessing);
    String name = name(folder, own, paddle);
    return explained(
        folder.describe(own == QuireDescriptor.EMPTY ? PADDLE_DESCRIPTOR : OWN_DESCRIPTOR),
        () ->
            new Model(
                name,
                task(own, name),
                folder.file(file(own)),
                preprocessing,
                paddle.labels(),
                threshold(own, paddle),
                nms(own, paddle),
                resolutions(own, preprocessing),
                own.maxBatch() == null ? Integer.MAX_VALUE : own.maxBatch(),
                own.license() == null ? "" : own.license(),
                own.description() == null ? "" : own.description()));
  }

  private ModelFolder folder(String location) {
    if (location.startsWith(CLASSPATH)) {
      String path = location.substring(CLASSPATH.length()).replaceAll("^/+|/+$", "");
      return new ModelFolder.Embedded(path, loader);
    }
    try {
      return new ModelFolder.OnDisk(Path.of(location));
    } catch (InvalidPathException e) {
      throw new ModelException("'%s' is not a folder's path".formatted(location), e);
    }
  }

  private static QuireDescriptor own(String file, byte[] contents) {
    return YamlFile.read(file, contents, QuireDescriptor.class);
  }

  private static void requireLabels(String file, List<String> labels) {
    if (labels == null || labels.isEmpty()) {
      throw new ModelException(
          file + ": label_list is missing; expected the names of the model's classes in order");
    }
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) == null || labels.get(i).isBlank()) {
        throw new ModelException("%s: label_list[%d] is empty; expected a name".formatted(file, i));
      }
    }
  }

  private static String name(ModelFolder folder, QuireDescriptor own, PaddleDescriptor paddle) {
    if (own.name() != null) {
      return own.name();
    }
    boolean named = paddle.global() != null && paddle.global().modelName() != null;
    return named ? paddle.global().modelName() : folder.name();
  }

  private static String task(QuireDescriptor own, String name) {
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

  private static String file(QuireDescriptor own) {
    String file = own.file() == null ? DEFAULT_FILE : own.file();
    if (!PLAIN_FILE_NAME.matcher(file).matches()) {
      throw new IllegalArgumentException(
          "file is '%s'; expected the name of a file in this folder".formatted(file));
    }
    return file;
  }

  private static double threshold(QuireDescriptor own, PaddleDescriptor paddle) {
    if (own.threshold() != null) {
      return own.threshold();
    }
    return paddle.drawThreshold() == null
        ? PaddleDescriptor.DEFAULT_THRESHOLD
        : paddle.drawThreshold();
  }

  private static Nms nms(QuireDescriptor own, PaddleDescriptor paddle) {
    if (own.nms() != null) {
      return own.nms().value();
    }
    return Boolean.TRUE.equals(paddle.layoutNms()) ? Nms.standard() : Nms.off();
  }

  private static List<Resolution> resolutions(QuireDescriptor own, Preprocessing preprocessing) {
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
  private static <T> T explained(String file, Supplier<T> values) {
    try {
      return values.get();
    } catch (IllegalArgumentException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }
}
