package dev.quire.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads models from folders. A folder holds
 *
 * <ul>
 *   <li>the graph with its weights: for ONNX {@code inference.onnx}; for Paddle a program and its
 *       parameters, {@code inference.pdmodel} and {@code inference.pdiparams}, else {@code model}
 *       and {@code params}, else {@code __model__} and {@code __params__}. It may hold both;
 *   <li>{@code inference.yml}, PaddleX's descriptor, or {@code infer_cfg.yml}, PaddleDetection's:
 *       the labels, what becomes of a page before the model, the threshold. A folder as
 *       PaddlePaddle publishes it works as it is;
 *   <li>{@code model.yml}, the service's own descriptor. What it says goes before the other's, and
 *       it can stand alone. All its keys are optional, and an unknown key is an error:
 * </ul>
 *
 * <pre>{@code
 * name: page-mini              # default: Global.model_name, else the folder's name
 * task: layout                 # default: layout, if the model's name contains "layout"
 * file: inference.onnx         # a graph of this folder, or a program, whose parameters are found
 *                              # beside it; the folder then serves that format alone
 * labels: [text, table]        # default: label_list
 * input:                       # default, each key: what Preprocess says
 *   height: 800
 *   width: 608
 *   interpolation: cubic       # or nearest, linear, area, lanczos; cubic where nobody says
 *   colors: rgb                # or bgr; rgb where nobody says
 *   scale: 0.00392156862745098 # goes before the mean; 1/255 where nobody says
 *   mean: [0.485, 0.456, 0.406] # x * scale / std - mean / std, in the order of colors
 *   std: [0.229, 0.224, 0.225]
 * head: rows                   # or picodet: scores and distributions, or detr: logits and boxes
 *                              # of queries, both still to be decoded; default: what the graph's
 *                              # outputs are called, detr's or else rows
 * boxes: page                  # units of the rows' boxes: the page's pixels, or input: those of
 *                              # the resized page, or relative: shares of the page, 0 to 1
 * masks: false                 # whether the masks of rows or queries are fetched
 * threshold: 0.3               # score a region must exceed; default: draw_threshold, else 0.5
 * nms: {same: 0.6, different: 0.98}   # or true (these values), or false; default: layout_nms
 * resolutions: [800, 640, [512, 384]] # square sides or [height, width]; default: the target size
 * max_batch: 1                 # default: as many as the graph takes, but 1 for an ONNX graph of
 *                              # arch PicoDet or GFL
 * license: Apache-2.0          # SPDX identifier
 * description: One line for people
 * }</pre>
 *
 * <p>Where it stands alone, it must name {@code labels} and of {@code input} the height, the width,
 * the mean and the std.
 *
 * <p>With {@code head: picodet}, the strides, the score to look at a box from and the overlap to
 * drop one at are {@code fpn_stride}, {@code NMS.score_threshold} and {@code NMS.nms_threshold} of
 * Paddle's descriptor; where it says nothing, those of {@link Head.PicoDet}.
 *
 * <p>A folder with a model of sentence similarity holds
 *
 * <ul>
 *   <li>{@code inference.onnx} or, as exporters call it, {@code model.onnx};
 *   <li>its tokenizer, {@code vocab.txt} or {@code tokenizer.json}, the first of which counts;
 *   <li>{@code config.json} and {@code tokenizer_config.json} as Hugging Face and ModelScope
 *       publish them, and ModelScope's {@code configuration.json}, each of which may be absent;
 *   <li>{@code model.yml}, which goes before them. All its keys are optional:
 * </ul>
 *
 * <pre>{@code
 * name: structbert             # default: the folder's name
 * task: similarity             # nothing else is accepted
 * file: model.onnx             # a graph of this folder
 * mode: cross-encoder          # a pair a row, or bi-encoder: a sentence a row; default: what
 *                              # configuration.json's task says (sentence-similarity or
 *                              # sentence-embedding), else config.json's architecture
 *                              # (...ForSequenceClassification, else a bi-encoder)
 * pooling: mean                # of a bi-encoder without sentence_embedding: mean over the tokens,
 *                              # or cls: the first one; mean where nobody says
 * vocabulary: vocab.txt        # or a tokenizer.json
 * lower_case: true             # with vocab.txt; default: do_lower_case, else true
 * max_length: 128              # tokens a row, special ones too; 8 to 512, and at most
 *                              # max_position_embeddings and model_max_length
 * similar_label: 1             # of a cross-encoder: the label whose probability is the score, by
 *                              # its name in id2label, or else its index
 * max_batch: 64                # default: as many as the graph takes
 * license: Apache-2.0          # SPDX identifier
 * description: One line for people
 * }</pre>
 *
 * <p>A folder with the models of text reading holds a graph for each of detection and recognition,
 * and where lines may stand upside down, or pages turned, for the orientation of either; as {@code
 * .onnx} files whose names, or those of the folders they lie in, have {@code det}, {@code rec} and
 * {@code cls} or {@code ori} among their words, that of pages {@code doc} as well; and {@code
 * ocr.yml}, whose keys are all optional:
 *
 * <pre>{@code
 * name: ppocr-v4               # default: the folder's name
 * detection:                   # each with a file of this folder, and what its SHA-256 has to be
 *   file: det.onnx
 *   sha256: d2a7720d...
 * line_orientation: {file: cls.onnx}
 * page_orientation: {file: doc_ori.onnx}
 * recognition: {file: rec.onnx}
 * characters: keys.txt         # what the recogniser's classes mean, one a line; default: its
 *                              # metadata 'character', inference.yml beside it, or the folder's one
 *                              # .txt file that is called so
 * mend_spaces: true            # whether the recogniser drops spaces; default: if it knows the
 *                              # 6,623 characters of the Chinese ones until version 4
 * license: Apache-2.0          # SPDX identifier
 * description: One line for people
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ModelRepository {

  /** Prefix of a location inside the application. */
  public static final String CLASSPATH = "classpath:";

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

  /** Reads the ONNX model of a folder; see {@link #load(String, ModelFormat)}. */
  public Model load(String location) {
    return load(location, ModelFormat.ONNX);
  }

  /**
   * Reads the model of a folder. The graph is found, not opened.
   *
   * @param location a folder's path, or {@code classpath:} and a folder of the class path, such as
   *     {@code classpath:models/page-mini}
   * @param format which of the graphs to take
   * @throws ModelException if a file is missing or wrong; the message names the file, what was
   *     found and what was expected
   */
  public Model load(String location, ModelFormat format) {
    return Descriptors.read(folder(location)).model(format);
  }

  /**
   * Reads the model of sentence similarity of a folder. The graph is found, not opened.
   *
   * @param location as with {@link #load(String, ModelFormat)}
   * @throws ModelException if a file is missing or wrong; the message names the file, what was
   *     found and what was expected
   */
  public SimilarityModel loadSimilarity(String location) {
    return SimilarityDescriptors.read(folder(location)).model();
  }

  /**
   * Reads the models of text reading of a folder. The graphs are found, not opened.
   *
   * @param location as with {@link #load(String, ModelFormat)}
   * @throws ModelException if a file is missing or wrong; the message names the file, what was
   *     found and what was expected
   */
  public OcrModel loadOcr(String location) {
    return OcrDescriptors.read(folder(location)).model();
  }

  /**
   * Tells what the model of a folder does: what {@code model.yml} says, or else layout where there
   * is a descriptor of Paddle's, and similarity where there is what such a model is published with,
   * {@code config.json} or a tokenizer.
   *
   * @param location as with {@link #load(String, ModelFormat)}
   * @return {@value Model#LAYOUT} or {@value SimilarityModel#SIMILARITY}; anything that {@code
   *     model.yml} says; layout where nothing tells
   * @throws ModelException if there is no such folder, or {@code model.yml} is no YAML
   */
  public String task(String location) {
    return TaskDescriptor.task(folder(location));
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
}
