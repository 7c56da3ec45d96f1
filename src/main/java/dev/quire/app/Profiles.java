package dev.quire.app;

import dev.quire.engine.onnx.ShapeProfile;
import dev.quire.model.Model;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.model.SimilarityModel;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.similarity.SimilarityContract;
import dev.quire.tensor.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sizes of the models' inputs that TensorRT tunes for: the least, the usual and the most. */
final class Profiles {

  /** The batch that is tuned for, where larger ones are allowed. */
  private static final int USUAL_BATCH = 8;

  /** Two short sentences. */
  private static final int USUAL_LENGTH = 48;

  private static final int LEAST_LENGTH = 8;

  private Profiles() {}

  static Map<String, ShapeProfile> of(Model model, LayoutContract contract, int maxBatch) {
    Comparator<Resolution> bySize = Comparator.comparingLong(Resolution::pixels);
    Resolution least = model.resolutions().stream().min(bySize).orElseThrow();
    Resolution most = model.resolutions().stream().max(bySize).orElseThrow();
    int usual = Math.min(USUAL_BATCH, maxBatch);
    Map<String, ShapeProfile> profiles = new LinkedHashMap<>();
    profiles.put(
        contract.image(),
        new ShapeProfile(
            image(contract, 1, least),
            image(contract, usual, model.preprocessing().resolution()),
            image(contract, maxBatch, most)));
    ShapeProfile pairs =
        new ShapeProfile(Shape.of(1, 2), Shape.of(usual, 2), Shape.of(maxBatch, 2));
    if (contract.scaleFactor()) {
      profiles.put(LayoutContract.SCALE_FACTOR, pairs);
    }
    if (contract.imShape()) {
      profiles.put(LayoutContract.IM_SHAPE, pairs);
    }
    return profiles;
  }

  private static Shape image(LayoutContract contract, int batch, Resolution resolution) {
    return contract.pixels()
        ? Shape.of(batch, resolution.height(), resolution.width(), Preprocessing.CHANNELS)
        : Shape.of(batch, Preprocessing.CHANNELS, resolution.height(), resolution.width());
  }

  static Map<String, ShapeProfile> of(
      SimilarityModel model, SimilarityContract contract, int maxBatch) {
    int longest = contract.length().orElse(model.maxLength());
    int least = contract.length().orElse(Math.min(LEAST_LENGTH, longest));
    int usual = contract.length().orElse(Math.min(USUAL_LENGTH, longest));
    ShapeProfile rows =
        new ShapeProfile(
            Shape.of(1, least),
            Shape.of(Math.min(USUAL_BATCH, maxBatch), usual),
            Shape.of(maxBatch, longest));
    Map<String, ShapeProfile> profiles = new LinkedHashMap<>();
    List.of(SimilarityContract.IDS, SimilarityContract.MASK)
        .forEach(input -> profiles.put(input, rows));
    if (contract.types()) {
      profiles.put(SimilarityContract.TYPES, rows);
    }
    return profiles;
  }
}
