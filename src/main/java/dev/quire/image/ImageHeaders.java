package dev.quire.image;

import dev.quire.image.InvalidImageException.Reason;

/**
 * Recognises a file by its first bytes and reads its header. Names and media types that the sender
 * claims play no part. Each reader also walks the file's structure far enough to tell that its end
 * is there: decoders fill the missing part of a picture with grey and call it a success.
 */
final class ImageHeaders {

  private static final String ACCEPTED = "accepted are JPEG, PNG, WebP, BMP and TIFF";

  private ImageHeaders() {}

  /**
   * Reads the header.
   *
   * @throws InvalidImageException EMPTY, UNSUPPORTED_FORMAT, TRUNCATED or CORRUPT
   */
  static ImageHeader read(byte[] data) {
    if (data.length == 0) {
      throw new InvalidImageException(Reason.EMPTY, "There is no image: 0 bytes were sent");
    }
    ImageFormat format =
        ImageFormat.of(data)
            .orElseThrow(
                () -> ByteReader.unsupported(guess(ByteReader.bigEndian(data)) + "; " + ACCEPTED));
    return switch (format) {
      case JPEG -> JpegHeader.read(data);
      case PNG -> PngHeader.read(data);
      case WEBP -> WebpHeader.read(data);
      case BMP -> BmpHeader.read(data);
      case TIFF -> TiffHeader.read(data).header();
    };
  }

  private static String guess(ByteReader bytes) {
    if (bytes.is(0, "%PDF")) {
      return "The file is a PDF document, not an image";
    }
    if (bytes.is(0, "GIF8")) {
      return "GIF images are not read";
    }
    if (bytes.is(4, "ftyp")) {
      return "HEIF and AVIF images are not read";
    }
    if (bytes.is(0, "II+\0") || bytes.is(0, "MM\0+")) {
      return "BigTIFF images are not read";
    }
    return "The first bytes are those of no known image format";
  }
}
