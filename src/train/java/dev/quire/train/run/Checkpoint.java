package dev.quire.train.run;

import dev.quire.train.net.PageMini.Widths;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything needed to go on with a run. The arrays are laid out as {@link
 * dev.quire.train.net.Parameters} says.
 *
 * @param widths the network's
 * @param progress how far the run has come
 * @param values the parameters
 * @param average their moving average, which is what evaluation and export use
 * @param mean the optimiser's first moments
 * @param square the optimiser's second moments
 */
public record Checkpoint(
    Widths widths,
    Progress progress,
    float[] values,
    float[] average,
    float[] mean,
    float[] square) {

  private static final int MAGIC = 0x71706d31;
  private static final String SUFFIX = ".ckpt";
  private static final int KEPT = 4;

  /**
   * How far a run has come.
   *
   * @param steps optimiser steps done
   * @param images images seen
   * @param nanos time spent training
   * @param nextPage the index of the first page not yet used
   */
  public record Progress(long steps, long images, long nanos, long nextPage) {

    public static final Progress START = new Progress(0, 0, 0, 0);
  }

  /** Writes the checkpoint into a folder, under a name that sorts by step, whole or not at all. */
  public Path save(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(String.format("step-%07d%s", progress.steps, SUFFIX));
    Path draft = folder.resolve("draft.tmp");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 20))) {
      out.writeInt(MAGIC);
      int[] w = {
        widths.stem(), widths.s4(), widths.s8(), widths.s16(), widths.s32(), widths.head()
      };
      for (int width : w) {
        out.writeInt(width);
      }
      out.writeLong(progress.steps);
      out.writeLong(progress.images);
      out.writeLong(progress.nanos);
      out.writeLong(progress.nextPage);
      out.writeInt(values.length);
      for (float[] array : List.of(values, average, mean, square)) {
        write(out, array);
      }
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    List<Path> all = all(folder);
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      Files.delete(old);
    }
    return file;
  }

  /** Reads a checkpoint, or the newest one of a folder. */
  public static Checkpoint load(Path path) throws IOException {
    Path file =
        Files.isDirectory(path)
            ? newest(path).orElseThrow(() -> new IOException("no checkpoint in " + path))
            : path;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a checkpoint");
      }
      Widths widths =
          new Widths(
              in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
      Progress progress = new Progress(in.readLong(), in.readLong(), in.readLong(), in.readLong());
      int length = in.readInt();
      return new Checkpoint(
          widths, progress, read(in, length), read(in, length), read(in, length), read(in, length));
    }
  }

  /** The newest checkpoint of a folder. */
  public static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> all = all(folder);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  private static float[] read(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length * Float.BYTES];
    in.readFully(bytes);
    float[] values = new float[length];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
