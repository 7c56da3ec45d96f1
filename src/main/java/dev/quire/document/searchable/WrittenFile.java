package dev.quire.document.searchable;

import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.memory.MemoryReservation;
import dev.quire.reading.ReadPage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A document that has been written to a temporary file, so that its size is known before its bytes
 * are in memory. The file goes when this is closed. For one thread.
 */
public final class WrittenFile implements AutoCloseable {

  /** No array has more bytes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final Path file;
  private final int bytes;
  private final Written written;

  private WrittenFile(Path file, int bytes, Written written) {
    this.file = file;
    this.bytes = bytes;
    this.written = written;
  }

  /** Writes a document down. */
  interface Saving {
    Written to(OutputStream out) throws IOException;
  }

  /**
   * Adds text to a PDF file.
   *
   * @param cancelled asked before each page
   * @throws InvalidDocumentException if the file or a page is refused
   * @throws TextNotPermittedException if it is encrypted and does not permit the change
   * @throws CancellationException if it was cancelled
   */
  public static WrittenFile ofPdf(
      byte[] file,
      Optional<String> password,
      List<ReadPage> pages,
      Scratch scratch,
      BooleanSupplier cancelled) {
    try (SearchablePdf pdf = SearchablePdf.open(file, password, scratch)) {
      for (ReadPage page : pages) {
        requireWanted(cancelled);
        pdf.add(page);
      }
      requireWanted(cancelled);
      return of(scratch, pdf::save);
    }
  }

  static void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("Nobody waits for the document any more");
    }
  }

  /**
   * Writes a document.
   *
   * @throws InvalidDocumentException if it has more bytes than the scratch file may have
   */
  static WrittenFile of(Scratch scratch, Saving saving) {
    Path file = null;
    try {
      file = Files.createTempFile(scratch.folder(), "quire-written-", ".pdf");
      Written written;
      try (Limited limited =
          new Limited(Files.newOutputStream(file), Math.min(MOST_BYTES, scratch.maxBytes()))) {
        written = save(saving, limited);
      }
      return new WrittenFile(file, Math.toIntExact(Files.size(file)), written);
    } catch (IOException e) {
      delete(file);
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      delete(file);
      throw e;
    }
  }

  private static Written save(Saving saving, Limited limited) throws IOException {
    try {
      BufferedOutputStream out = new BufferedOutputStream(limited);
      Written written = saving.to(out);
      out.flush();
      return written;
    } catch (IOException | RuntimeException e) {
      if (limited.exceeded) {
        throw InvalidDocumentException.of(
            Reason.TOO_COMPLEX,
            0,
            "The document with text would have more bytes than the %d granted"
                .formatted(limited.most));
      }
      throw e;
    }
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // whoever owns the folder deletes it
      }
    }
  }

  /** How many bytes it has. */
  public int bytes() {
    return bytes;
  }

  /** What became of the document. */
  public Written written() {
    return written;
  }

  /**
   * Puts its bytes somewhere.
   *
   * @param to has room for {@link #bytes()}
   */
  public void copyTo(ByteBuffer to) throws IOException {
    ByteBuffer room = to.slice().limit(bytes);
    try (SeekableByteChannel from = Files.newByteChannel(file)) {
      while (room.hasRemaining()) {
        if (from.read(room) < 0) {
          throw new IOException("A file that was written is shorter than it was");
        }
      }
    }
  }

  /**
   * Its bytes in memory.
   *
   * @param held takes what they take first
   */
  Searchable read(MemoryReservation held) {
    held.grow(bytes);
    try {
      byte[] all = new byte[bytes];
      copyTo(ByteBuffer.wrap(all));
      return new Searchable(all, written);
    } catch (IOException e) {
      held.release(bytes);
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      held.release(bytes);
      throw e;
    }
  }

  @Override
  public void close() {
    delete(file);
  }

  /** Takes so many bytes and no more. */
  private static final class Limited extends OutputStream {

    private final OutputStream out;
    private final long most;
    private long taken;
    private boolean exceeded;

    Limited(OutputStream out, long most) {
      this.out = out;
      this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
      take(1);
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      out.write(bytes, offset, length);
    }

    private void take(int more) throws IOException {
      taken += more;
      if (taken > most) {
        exceeded = true;
        throw new IOException("More than %d bytes were written".formatted(most));
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
