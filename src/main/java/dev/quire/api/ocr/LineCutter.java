package dev.quire.api.ocr;

import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.image.Bitmap;
import dev.quire.image.LineCrop;
import dev.quire.image.LineCropper;
import dev.quire.task.ocr.CroppedLine;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.detection.TextBox;
import java.util.List;
import java.util.Optional;

/** Cuts lines out of a page. */
final class LineCutter {

  private LineCutter() {}

  /** What lines take until they are read. */
  static long bytes(List<TextBox> boxes, OcrOptions options) {
    return boxes.stream().mapToLong(box -> bytes(box, options)).sum();
  }

  /** What a line takes until it is read: cut out, and perhaps turned. */
  private static long bytes(TextBox box, OcrOptions options) {
    long once = LineCropper.sizeInBytes(box.quad());
    return options.lines().oriented() ? 2 * once : once;
  }

  /** The lines in the boxes; a box without any pixels of its own is none. */
  static List<CroppedLine> cut(Bitmap page, List<TextBox> boxes, Asked asked) {
    if (boxes.isEmpty()) {
      return List.of();
    }
    try (LineCropper cropper = new LineCropper(page)) {
      return boxes.stream().flatMap(box -> cut(cropper, box, asked).stream()).toList();
    }
  }

  private static Optional<CroppedLine> cut(LineCropper cropper, TextBox box, Asked asked) {
    asked.deadline().check();
    Optional<LineCrop> crop =
        asked.options().lines().tightened()
            ? cropper.cropTightened(box.quad())
            : cropper.crop(box.quad());
    return crop.map(image -> new CroppedLine(box, image));
  }
}
