package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import dev.quire.image.ImageHeader.Alpha;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The first picture of a JPEG, PNG, WebP or BMP file.
 *
 * @param file all of it; nobody may change it
 */
record EncodedPicture(byte[] file, ImageHeader header) implements Picture {

  /** OpenCV takes a copy of the file. */
  @Override
  public long decodingBytes() {
    return file.length + header.decodingBytes();
  }

  @Override
  public DecodedImage decode(Damage damage) {
    List<PageWarning> warnings =
        header.format() == ImageFormat.JPEG ? JpegCondition.of(file).told(damage) : List.of();
    return DecodedImage.of(pixels(), header, warnings);
  }

  private Mat pixels() {
    if (header.format() == ImageFormat.BMP) {
      return BmpFields.of(ByteReader.littleEndian(file))
          .map(fields -> fields.decode(file, header))
          .orElseGet(() -> OpenCvDecoder.decode(file, flags()));
    }
    if (header.format() != ImageFormat.PNG) {
      return OpenCvDecoder.decode(file, flags());
    }
    byte[] picture = PngHeader.picture(file);
    Optional<PngKey> key = PngKey.of(file);
    return key.isPresent()
        ? key.get().clear(OpenCvDecoder.decode(picture, IMREAD_UNCHANGED))
        : OpenCvDecoder.decode(picture, flags());
  }

  private int flags() {
    return header.alpha() == Alpha.NONE
        ? IMREAD_COLOR | IMREAD_ANYDEPTH | IMREAD_IGNORE_ORIENTATION
        : IMREAD_UNCHANGED;
  }
}
