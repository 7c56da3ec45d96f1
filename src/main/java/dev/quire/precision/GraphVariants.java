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
import dev.quire.model.graph.GraphPass;
import dev.quire.model.graph.PreprocessingFusion;
import dev.quire.model.graph.WantedOutputs;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.similarity.SimilarityContract;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes of a model's file the graph that is run: without the outputs nobody reads, in half
 * precision if that is wanted, and changed by the passes that its task names: for pages, the
 * image's last preparation is grafted in, so that they cross to the device as bytes; lines get the
 * choice of the likeliest class. Thread-safe.
 */
public final class GraphVariants {

  private static final Logger LOG = Logger.getLogger(GraphVariants.class);

  /** To be raised with every change of a pass, so that what older ones made is not used. */
  private static final String VERSION = "4";

  private final List<String> outputs;
  private final Passes passes;
  private final GraphCache cache;

  /**
   * What a task changes in its models' graphs, in order. A pass that cannot work on a graph is left
   * out.
   *
   * @param restating before the conversion to half precision, so that it sees their work
   * @param grafting after it: what they add computes in the precision that they say
   */
  public record Passes(List<GraphPass> restating, List<GraphPass> grafting) {

    public Passes {
      restating = List.copyOf(restating);
      grafting = List.copyOf(grafting);
    }

    /** The graph stays as it is. */
    public static Passes none() {
      return new Passes(List.of(), List.of());
    }

    /** Grafts alone. */
    public static Passes grafting(GraphPass... passes) {
      return new Passes(List.of(), List.of(passes));
    }
  }

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
   * @param passes what else changes in its graph
   */
  public GraphVariants(List<String> outputs, Passes passes, GraphCache cache) {
    this.outputs = List.copyOf(outputs);
    this.passes = passes;
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
          Passes.grafting(new PreprocessingFusion(contract.image(), model.preprocessing())),
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
      return new GraphVariants(contract.outputs(), Passes.none(), cache);
    }
  }

  /**
   * Reads a model's file and applies the passes. A file that already is in half precision stays in
   * it; one that a pass cannot work on is run without that pass, and the log says so.
   *
   * @param wanted FP32 or FP16; graphs in integers are not made of the file alone
   * @throws ModelException if the file is broken
   */
  public Variant of(ModelFiles model, Precision wanted) {
    if (wanted == Precision.INT8) {
      throw new IllegalArgumentException("Graphs in integers are prepared elsewhere");
    }
    byte[] file = model.graph().bytes();
    String name = model.graph().name();
    GraphCache.Key key = key(model, wanted);
    Optional<GraphCache.Entry> kept = cache.find(key);
    if (kept.isPresent()) {
      return variant(model, kept.get(), Optional.empty());
    }
    Graph graph =
        applied(
            passes.restating(), model, new WantedOutputs(outputs).apply(Graph.parse(name, file)));
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
    graph = applied(passes.grafting(), model, graph);
    GraphCache.Entry made = new GraphCache.Entry(graph.toBytes(), precision);
    cache.keep(key, made);
    return variant(model, made, report);
  }

  /**
   * The graph in integers that was kept of the model, by this process or an earlier one; in FP32
   * where none answers as the model does.
   */
  public Optional<Variant> keptInt8(ModelFiles model) {
    return cache
        .find(key(model, Precision.INT8))
        .map(kept -> variant(model, kept, Optional.empty()));
  }

  /**
   * Keeps a graph in integers for {@link #keptInt8}.
   *
   * @param int8 the model with that graph, or in FP32 if it cannot answer as before in integers
   */
  public Variant keepInt8(ModelFiles model, Variant int8) {
    GraphCache.Entry made = new GraphCache.Entry(int8.files().graph().bytes(), int8.precision());
    cache.keep(key(model, Precision.INT8), made);
    return variant(model, made, Optional.empty());
  }

  private GraphCache.Key key(ModelFiles model, Precision precision) {
    return GraphCache.Key.of(model.graph().bytes(), VERSION, precision, outputs, passes);
  }

  private static Graph applied(List<GraphPass> passes, ModelFiles model, Graph graph) {
    Graph changed = graph;
    for (GraphPass pass : passes) {
      try {
        changed = pass.apply(changed);
      } catch (GraphException e) {
        LogFields.model(model.name())
            .around(
                () ->
                    LOG.warnf("Model %s runs without %s: %s", model.name(), pass, e.getMessage()));
      }
    }
    return changed;
  }

  private static Variant variant(
      ModelFiles model, GraphCache.Entry entry, Optional<Fp16Conversion.Report> report) {
    String name = model.graph().name();
    return new Variant(
        model.with(new ModelFile.Embedded(name, entry::graph)), entry.precision(), report);
  }
}
