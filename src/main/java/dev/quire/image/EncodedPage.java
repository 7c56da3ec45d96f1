package dev.quire.image;

import java.util.function.Supplier;

/**
 * A page of an image file, decoded anew each time it is prepared, so that a page which waits holds
 * no pixels.
 *
 * @param header what the file says of the page
 * @param file makes a file of which the page is the first
 */
record EncodedPage(ImageHeader header, Supplier<byte[]> file, ImageDecoder decoder)
    implements PageImage {

  @Override
  public int width() {
    return header.uprightWidth();
  }

  @Override
  public int height() {
    return header.uprightHeight();
  }

  @Override
  public long decodingBytes() {
    return header.decodingBytes();
  }

  @Override
  public PreparedImage prepare(int targetHeight, int targetWidth, Interpolation interpolation) {
    return decoder.prepare(file.get(), targetHeight, targetWidth, interpolation);
  }
}
