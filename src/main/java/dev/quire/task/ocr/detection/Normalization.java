package dev.quire.task.ocr.detection;

import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import java.util.List;

/**
 * What becomes of a page's pixels before the model sees them: {@code (x / 255 − mean) / std} for
 * each channel, in the order the channels have in the pixels.
 *
 * <p>Pages are handed over as BGR. PP-OCR's models were trained on BGR with the constants of
 * ImageNet in the order of RGB, so the constants stay as they are and no channels are swapped.
 *
 * @param mean three values
 * @param std three values, none of them 0
 */
public record Normalization(List<Double> mean, List<Double> std) {

  private static final double SCALE = 1 / 255.0;
  private static final int BILINEAR = 1;

  /** Pages have many sizes; this one plays no role. */
  private static final Resolution ANY = Resolution.square(SideLimit.STRIDE);

  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    new Preprocessing(ANY, BILINEAR, SCALE, mean, std);
  }

  /** What the models were trained with; PaddleX and PaddleOCR. */
  public static Normalization imageNet() {
    return new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
  }

  /** To −1 … 1, which RapidOCR does. */
  public static Normalization half() {
    return new Normalization(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
  }

  /** The same for what writes tensors or grafts steps into graphs; no channels are swapped. */
  public Preprocessing preprocessing() {
    return new Preprocessing(ANY, BILINEAR, SCALE, mean, std);
  }
}
