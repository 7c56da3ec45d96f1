package dev.quire.api.document;

import dev.quire.image.ImageDecoder;
import dev.quire.image.PageImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** An image file that is a page of its own. */
final class EncodedPage implements PageSource {

  private final AtomicReference<byte[]> held;
  private final Optional<Runnable> gone;

  /**
   * @param gone called once the bytes are released; empty keeps them
   */
  EncodedPage(byte[] image, Optional<Runnable> gone) {
    this.held = new AtomicReference<>(image);
    this.gone = gone;
  }

  @Override
  public String identity() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public PageImage image(ImageDecoder decoder) {
    return decoder.first(bytes());
  }

  @Override
  public void letGo() {
    gone.ifPresent(
        released -> {
          held.set(null);
          released.run();
        });
  }

  private byte[] bytes() {
    byte[] bytes = held.get();
    if (bytes == null) {
      throw new IllegalStateException("The page has been let go of");
    }
    return bytes;
  }
}
