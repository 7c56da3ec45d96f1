package dev.quire.precision;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.log.LogFields;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.SimilarityModel;
import dev.quire.model.graph.Fp16Conversion;
import dev.quire.model.graph.Graph;
import dev.quire.model.graph.GraphException;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.model.graph.WantedOutputs;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.similarity.SimilarityContract;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes of a model's file the graph that is run: without the outputs nobody reads, in half
 * precision if that is wanted, and for pages with the image's last preparation grafted in, so that
 * they cross to the device as bytes. Thread-safe.
 */
public final class GraphVariants {

  private static final Logger LOG = Logger.getLogger(GraphVariants.class);

  /** To be raised with every change of a pass, so that what older ones made is not used. */
  private static final String VERSION = "3";

  private final List<String> outputs;
  private final Optional<PreprocessingFusion> graft;
  private final GraphCache cache;

  /**
   * A model ready to be opened.
   *
   * @param files its graph
   * @param precision what it computes in
   * @param report what the half-precision pass did, where it ran just now
   */
  public record Variant(
      ModelFiles files, Precision precision, Optional<Fp16Conversion.Report> report) {}

  /**
   * For the models of one task.
   *
   * @param outputs what the task reads; a model that has others loses them
   * @param graft puts the preparation of pages into the graph
   */
  public GraphVariants(
      List<String> outputs, Optional<PreprocessingFusion> graft, GraphCache cache) {
    this.outputs = List.copyOf(outputs);
    this.graft = graft;
    this.cache = cache;
  }

  /**
   * For a layout model, which is opened as it is for a moment to learn its tensors' names.
   *
   * @param device any; the passes are the same for all
   * @throws dev.quire.engine.EngineException if it cannot be opened
   * @throws ModelException if it does not fit the layout task
   */
  public static GraphVariants ofLayout(
      Model model, Engine engine, DeviceId device, GraphCache cache) {
    try (Predictor predictor = engine.open(model.files(), device)) {
      LayoutContract contract =
          LayoutContract.check(model, predictor.inputs(), predictor.outputs());
      return new GraphVariants(
          contract.outputs(),
          Optional.of(new PreprocessingFusion(contract.image(), model.preprocessing())),
          cache);
    }
  }

  /**
   * For a similarity model, as {@link #ofLayout} does it.
   *
   * @throws dev.quire.engine.EngineException if it cannot be opened
   * @throws ModelException if it does not fit the similarity task
   */
  public static GraphVariants ofSimilarity(
      SimilarityModel model, Engine engine, DeviceId device, GraphCache cache) {
    try (Predictor predictor = engine.open(model.files(), device)) {
      SimilarityContract contract =
          SimilarityContract.check(model, predictor.inputs(), predictor.outputs());
      return new GraphVariants(contract.outputs(), Optional.empty(), cache);
    }
  }

  /**
   * Reads a model's file and applies the passes. A file that already is in half precision stays in
   * it; one that a pass cannot work on is run without that pass, and the log says so.
   *
   * @throws ModelException if the file is broken
   */
  public Variant of(ModelFiles model, Precision wanted) {
    byte[] file = model.graph().bytes();
    String name = model.graph().name();
    GraphCache.Key key = GraphCache.Key.of(file, VERSION, wanted, outputs, graft);
    Optional<GraphCache.Entry> kept = cache.find(key);
    if (kept.isPresent()) {
      return variant(model, kept.get(), Optional.empty());
    }
    Graph graph = new WantedOutputs(outputs).apply(Graph.parse(name, file));
    Fp16Conversion half = new Fp16Conversion();
    Optional<Fp16Conversion.Report> report = Optional.empty();
    Precision precision = half.isHalf(graph) ? Precision.FP16 : Precision.FP32;
    if (wanted == Precision.FP16 && precision == Precision.FP32) {
      try {
        Fp16Conversion.Result result = half.apply(graph);
        graph = result.graph();
        report = Optional.of(result.report());
        precision = Precision.FP16;
      } catch (GraphException e) {
        LogFields.model(model.name())
            .around(() -> LOG.warnf("Model %s runs in FP32: %s", model.name(), e.getMessage()));
      }
    }
    GraphCache.Entry made = new GraphCache.Entry(grafted(model, graph).toBytes(), precision);
    cache.keep(key, made);
    return variant(model, made, report);
  }

  private Graph grafted(ModelFiles model, Graph graph) {
    if (graft.isEmpty()) {
      return graph;
    }
    try {
      return graft.get().apply(graph);
    } catch (GraphException e) {
      LogFields.model(model.name())
          .around(
              () ->
                  LOG.warnf("Model %s gets its pages as floats: %s", model.name(), e.getMessage()));
      return graph;
    }
  }

  private static Variant variant(
      ModelFiles model, GraphCache.Entry entry, Optional<Fp16Conversion.Report> report) {
    String name = model.graph().name();
    return new Variant(
        model.with(new ModelFile.Embedded(name, entry::graph)), entry.precision(), report);
  }
}
