package dev.quire.image;

/**
 * A page of a TIFF file.
 *
 * @param file all of it; nobody may change it
 */
record TiffPicture(byte[] file, TiffPage page) implements Picture {

  @Override
  public ImageHeader header() {
    return page.header();
  }

  /** Only JPEG data are copied. */
  @Override
  public long decodingBytes() {
    boolean copied = page.compression() == TiffCompression.JPEG;
    return header().decodingBytes() + (copied ? file.length : 0);
  }

  @Override
  public DecodedImage decode(Damage damage) {
    return new TiffDecoder(file, page).decode(damage);
  }
}
