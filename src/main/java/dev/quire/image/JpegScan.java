package dev.quire.image;

import java.util.List;

/** The codes of one scan of a JPEG file. Not thread-safe. */
final class JpegScan {

  private static final int END_OF_BAND = 15;

  /** What a scan brings. */
  enum Kind {
    SEQUENTIAL,
    MEANS,
    FINER_MEANS,
    COEFFICIENTS,
    FINER_COEFFICIENTS;

    /**
     * Of a progressive file.
     *
     * @param low the first coefficient
     * @param before bits that were left out until now, 0 in a first scan
     */
    static Kind progressive(int low, int before) {
      if (low == 0) {
        return before == 0 ? MEANS : FINER_MEANS;
      }
      return before == 0 ? COEFFICIENTS : FINER_COEFFICIENTS;
    }
  }

  /** A channel that takes part, and its tables; null where the file has none. */
  record Channel(JpegComponent component, JpegCodes means, JpegCodes others) {}

  private final JpegBits bits;
  private final List<Channel> channels;
  private final Kind kind;
  private final int low;
  private final int high;
  private final int shift;
  private boolean whole = true;
  private int emptyBands;

  JpegScan(JpegBits bits, List<Channel> channels, Kind kind, int low, int high, int shift) {
    this.bits = bits;
    this.channels = channels;
    this.kind = kind;
    this.low = low;
    this.high = high;
    this.shift = shift;
    boolean means = kind == Kind.SEQUENTIAL || kind == Kind.MEANS;
    boolean others = kind != Kind.MEANS && kind != Kind.FINER_MEANS;
    for (Channel channel : channels) {
      if (means && channel.means() == null || others && channel.others() == null) {
        throw ByteReader.corrupt("a scan without its tables");
      }
    }
    if (low > high && low > 0 || high > 63 || channels.isEmpty()) {
      throw ByteReader.corrupt("a scan of impossible coefficients");
    }
  }

  boolean whole() {
    return whole;
  }

  /** Whether the last stretch ended before its units did. */
  boolean exhausted() {
    return bits.exhausted();
  }

  /** Whether a picture without it has nothing at all to show where it ends. */
  boolean bringsMeans() {
    return kind == Kind.SEQUENTIAL || kind == Kind.MEANS;
  }

  /** How many units it has: blocks of its one channel, or squares of all of several. */
  long units(int across, int down) {
    if (channels.size() > 1) {
      return (long) across * down;
    }
    JpegComponent only = channels.get(0).component();
    return (long) only.blocksAcross * only.blocksDown;
  }

  /**
   * Passes over the units of a stretch without restart, up to the first that is damaged.
   *
   * @param first unit's number
   * @return how many were passed
   */
  long pass(int from, int to, long first, long count, int unitsAcross) {
    bits.begin(from, to);
    emptyBands = 0;
    channels.forEach(channel -> channel.component().restart());
    for (long i = 0; i < count; i++) {
      boolean good = channels.size() > 1 ? unit(first + i, unitsAcross) : single(first + i);
      if (!good || bits.exhausted()) {
        whole = false;
        return i;
      }
    }
    whole &= bits.filled() && emptyBands == 0;
    return count;
  }

  private boolean single(long unit) {
    Channel channel = channels.get(0);
    JpegComponent component = channel.component();
    long row = unit / component.blocksAcross;
    long column = unit % component.blocksAcross;
    return block(channel, (int) (row * component.filledAcross + column));
  }

  private boolean unit(long unit, int unitsAcross) {
    int row = (int) (unit / unitsAcross);
    int column = (int) (unit % unitsAcross);
    for (int i = 0; i < channels.size(); i++) {
      Channel channel = channels.get(i);
      JpegComponent component = channel.component();
      for (int y = 0; y < component.down; y++) {
        int start = (row * component.down + y) * component.filledAcross + column * component.across;
        for (int x = 0; x < component.across; x++) {
          if (!block(channel, start + x)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean block(Channel channel, int block) {
    return switch (kind) {
      case SEQUENTIAL -> mean(channel) && bits.passCoefficients(channel.others());
      case MEANS -> mean(channel);
      case FINER_MEANS -> bits.bit() >= 0;
      case COEFFICIENTS -> coefficients(channel, block);
      case FINER_COEFFICIENTS -> finer(channel, block);
    };
  }

  private boolean mean(Channel channel) {
    int size = bits.symbol(channel.means());
    if (size < 0 || size > 15) {
      return false;
    }
    int value = size == 0 ? 0 : bits.bits(size);
    int difference = size > 0 && value < 1 << size - 1 ? value - (1 << size) + 1 : value;
    return channel.component().add(difference, shift);
  }

  private boolean coefficients(Channel channel, int block) {
    if (emptyBands > 0) {
      emptyBands--;
      return true;
    }
    long found = channel.component().nonZero(block);
    int at = low;
    while (at <= high) {
      int symbol = bits.symbol(channel.others());
      int run = symbol >> 4;
      int size = symbol & 15;
      if (symbol < 0) {
        return false;
      }
      if (size > 0) {
        at += run;
        bits.bits(size);
        if (at > high) {
          return false;
        }
        found |= 1L << at;
        at++;
      } else if (run == END_OF_BAND) {
        at += 16;
      } else {
        emptyBands = (1 << run) - 1 + (run > 0 ? bits.bits(run) : 0);
        break;
      }
    }
    channel.component().nonZero(block, found);
    return true;
  }

  private boolean finer(Channel channel, int block) {
    long found = channel.component().nonZero(block);
    int at = low;
    if (emptyBands == 0) {
      for (; at <= high; at++) {
        int symbol = bits.symbol(channel.others());
        int run = symbol >> 4;
        int size = symbol & 15;
        if (symbol < 0 || size > 1) {
          return false;
        }
        if (size == 0 && run != END_OF_BAND) {
          emptyBands = (1 << run) + (run > 0 ? bits.bits(run) : 0);
          break;
        }
        if (size == 1) {
          bits.bit();
        }
        for (; at <= high; at++) {
          if ((found >>> at & 1) == 1) {
            bits.bit();
          } else if (--run < 0) {
            break;
          }
        }
        if (size == 1) {
          if (at > high) {
            return false;
          }
          found |= 1L << at;
        }
      }
    }
    if (emptyBands > 0) {
      for (; at <= high; at++) {
        if ((found >>> at & 1) == 1) {
          bits.bit();
        }
      }
      emptyBands--;
    }
    channel.component().nonZero(block, found);
    return true;
  }
}
