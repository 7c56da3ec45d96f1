package dev.quire.image;

/**
 * A page of an image file, decoded anew each time it is prepared, so that a page which waits holds
 * no pixels.
 */
record EncodedPage(Picture picture, ImageDecoder decoder) implements PageImage {

  @Override
  public int width() {
    return picture.header().uprightWidth();
  }

  @Override
  public int height() {
    return picture.header().uprightHeight();
  }

  @Override
  public long decodingBytes() {
    return picture.header().decodingBytes();
  }

  @Override
  public PreparedImage prepare(int targetHeight, int targetWidth, Interpolation interpolation) {
    return decoder.decoded(
        picture, (image, nanos) -> image.prepare(targetHeight, targetWidth, interpolation, nanos));
  }

  @Override
  public Bitmap bitmap() {
    return decoder.decoded(picture, DecodedImage::bitmap);
  }
}
