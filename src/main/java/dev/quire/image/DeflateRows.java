package dev.quire.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Rows that Deflate has compressed, with the checksum of zlib. */
final class DeflateRows implements TiffRows {

  private static final int SCRATCH = 8192;

  private final Inflater inflater = new Inflater();
  private boolean unchecked;

  DeflateRows(byte[] data, int start, int length) {
    inflater.setInput(data, start, length);
  }

  @Override
  public void next(byte[] row) {
    int filled = 0;
    while (filled < row.length) {
      int more = inflate(row, filled, row.length - filled);
      if (more == 0) {
        throw damaged();
      }
      filled += more;
    }
  }

  /** The checksum stands behind the last byte; where it is missing, all rows may still be right. */
  @Override
  public void end(long left) {
    byte[] scratch = new byte[SCRATCH];
    long room = left + SCRATCH;
    while (!inflater.finished() && !inflater.needsInput() && room > 0) {
      int more = inflate(scratch, 0, scratch.length);
      if (more == 0 && !inflater.finished() && !inflater.needsInput()) {
        throw damaged();
      }
      room -= more;
    }
    if (room <= 0) {
      throw damaged();
    }
    unchecked = !inflater.finished();
  }

  @Override
  public int damagedRows() {
    return unchecked ? 1 : 0;
  }

  private int inflate(byte[] target, int offset, int length) {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      InvalidImageException damaged = damaged();
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static InvalidImageException damaged() {
    return ByteReader.corrupt("the Deflate data of a strip or tile cannot be decoded");
  }

  @Override
  public void close() {
    inflater.end();
  }
}
