package dev.quire.train.pair.run;

import dev.quire.train.pair.net.PairMini;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Everything needed to go on with a run. The arrays are laid out as {@link
 * dev.quire.train.pair.net.PairParameters} says.
 *
 * @param progress how far the run has come
 * @param values the parameters
 * @param average their moving average, which is what is exported
 * @param mean the optimiser's first moments
 * @param square the optimiser's second moments
 */
public record PairCheckpoint(
    PairMini net,
    Progress progress,
    float[] values,
    float[] average,
    float[] mean,
    float[] square) {

  private static final int MAGIC = 0x71706169;
  private static final String FILE = "pair.ckpt";

  /**
   * How far a run has come.
   *
   * @param steps optimiser steps done
   * @param nanos time spent training
   * @param next the index of the first triplet not yet used
   */
  public record Progress(long steps, long nanos, long next) {

    public static final Progress START = new Progress(0, 0, 0);
  }

  /** Whether a folder has a checkpoint. */
  public static boolean in(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** Writes the checkpoint into a folder, in the place of an earlier one, whole or not at all. */
  public void save(Path folder) throws IOException {
    Path draft = folder.resolve(FILE + ".draft");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 20))) {
      out.writeInt(MAGIC);
      out.writeInt(net.pieces());
      out.writeInt(net.width());
      out.writeLong(progress.steps);
      out.writeLong(progress.nanos);
      out.writeLong(progress.next);
      out.writeInt(values.length);
      for (float[] array : List.of(values, average, mean, square)) {
        ByteBuffer bytes = ByteBuffer.allocate(array.length * Float.BYTES);
        bytes.asFloatBuffer().put(array);
        out.write(bytes.array());
      }
    }
    Files.move(
        draft,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads the checkpoint of a folder. */
  public static PairCheckpoint load(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new IOException(
            "%s is not a checkpoint: it starts with %08x, expected %08x"
                .formatted(file, magic, MAGIC));
      }
      PairMini net = new PairMini(in.readInt(), in.readInt());
      Progress progress = new Progress(in.readLong(), in.readLong(), in.readLong());
      int length = in.readInt();
      return new PairCheckpoint(
          net, progress, read(in, length), read(in, length), read(in, length), read(in, length));
    }
  }

  private static float[] read(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length * Float.BYTES];
    in.readFully(bytes);
    float[] values = new float[length];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
