package dev.quire.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Hugging Face's own tokenizers, through DJL, which unpacks their native library below the folder
 * that the environment variable {@code DJL_CACHE_DIR} names, else below {@code ~/.djl.ai}, once for
 * all processes. Nothing is downloaded. Texts are encoded side by side; closing waits for them.
 */
public final class NativeTokenizer implements Tokenizer {

  /** DJL reads it from the system's properties only: neither downloads nor telemetry. */
  private static final String OFFLINE = "ai.djl.offline";

  /** Else DJL cuts texts at 512 tokens. */
  private static final Map<String, String> AS_IT_IS =
      Map.of("truncation", "do_not_truncate", "padding", "do_not_pad");

  private final TokenizerDefinition definition;
  private final HuggingFaceTokenizer tokenizer;

  /** Closing writes, encoding reads: freed memory must not be read. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * Opens a tokenizer.
   *
   * @throws TokenizerException if the library refuses the definition or cannot be loaded
   */
  public NativeTokenizer(TokenizerDefinition definition) {
    this.definition = definition;
    System.setProperty(OFFLINE, "true");
    byte[] json = definition.json().getBytes(StandardCharsets.UTF_8);
    try {
      this.tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), AS_IT_IS);
    } catch (IOException | RuntimeException e) {
      // what the native side throws has no type of its own
      throw new TokenizerException(
          "%s: the tokenizer cannot be opened: %s".formatted(definition.file(), e.getMessage()), e);
    } catch (LinkageError e) {
      throw new TokenizerException(
          "The native library of the tokenizers cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public int[] encode(String text) {
    String mended = Surrogates.mended(text);
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "The tokenizer of %s is closed".formatted(definition.file()));
      }
      long[] ids = tokenizer.encode(mended, false, false).getIds();
      int[] narrow = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        narrow[i] = Math.toIntExact(ids[i]);
      }
      return narrow;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public SpecialTokens special() {
    return definition.special();
  }

  @Override
  public int size() {
    return definition.size();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      tokenizer.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
