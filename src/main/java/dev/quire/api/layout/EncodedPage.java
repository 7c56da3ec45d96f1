package dev.quire.api.layout;

import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PreparedPage;
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
  public long decodingBytes(LayoutTask task) {
    return task.decodingBytes(bytes());
  }

  @Override
  public PreparedPage prepare(LayoutTask task, Resolution resolution) {
    return task.prepare(bytes(), resolution);
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
