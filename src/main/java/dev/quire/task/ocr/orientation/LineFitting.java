package dev.quire.task.ocr.orientation;

import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.image.LineImage;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.task.Normalizer;
import java.util.List;

/** How a line is brought to the size of the model that tells its orientation. */
public enum LineFitting {

  /** PP-OCR's ch_ppocr_mobile_v2.0_cls: proportions kept, padded on the right. */
  PADDED(48, 192) {
    @Override
    Normalizer normalizer() {
      return normalizer(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
    }

    @Override
    FittedLine prepare(LineImage line) {
      double ratio = (double) line.width() / line.height();
      int width = (int) Math.min(Math.ceil(height() * ratio), width());
      return new FittedLine(width, height(), resized(line, width));
    }
  },

  /** PP-LCNet's textline_ori: brought straight to the size, without keeping its proportions. */
  STRETCHED(80, 160) {
    @Override
    Normalizer normalizer() {
      return normalizer(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }

    @Override
    FittedLine prepare(LineImage line) {
      byte[] pixels = resized(line, width()).clone();
      for (int blue = 0; blue < pixels.length; blue += Preprocessing.CHANNELS) {
        byte red = pixels[blue + 2];
        pixels[blue + 2] = pixels[blue];
        pixels[blue] = red;
      }
      return new FittedLine(width(), height(), pixels);
    }
  };

  private static final int WHITE = 255;

  private final int height;
  private final int width;

  LineFitting(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** Rows of the model's input. */
  public int height() {
    return height;
  }

  /** Columns of the model's input. */
  public int width() {
    return width;
  }

  /** How pixels become the model's numbers; lines are already in the model's colour order. */
  abstract Normalizer normalizer();

  /** Brings a line to the size. */
  abstract FittedLine prepare(LineImage line);

  byte[] resized(LineImage line, int width) {
    return new Bitmap(line.width(), line.height(), line.bgr(), 0)
        .resized(height, width, Interpolation.LINEAR)
        .bgr();
  }

  /** Channels stay in the order they come in. */
  Normalizer normalizer(List<Double> mean, List<Double> std) {
    Resolution resolution = new Resolution(height, width);
    return new Normalizer(
        new Preprocessing(resolution, Interpolation.LINEAR.code(), 1.0 / WHITE, mean, std));
  }
}
