package dev.quire.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through the codes of a JPEG file as a decoder does, but makes no pixels: of each scan it
 * counts the blocks, and sees whether they end where the data do. A file without any Huffman table,
 * as of a moving picture, it leaves to the decoder, which knows the usual ones. For one file; not
 * thread-safe.
 */
final class JpegWalk implements AutoCloseable {

  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int DHT = 0xc4;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int TABLES = 4;
  private static final int UNIT = 8;
  private static final int MOST_COMPONENTS = 4;

  private final byte[] data;
  private final ByteReader bytes;
  private final JpegCondition.Admission admission;
  private final JpegCodes[] means = new JpegCodes[TABLES];
  private final JpegCodes[] others = new JpegCodes[TABLES];
  private final int[] units = new int[TABLES];
  private final List<JpegComponent> components = new ArrayList<>();
  private boolean progressive;
  private boolean tabled;
  private int unitsAcross;
  private int unitsDown;
  private int interval;
  private int position = 2;
  private double missing;

  JpegWalk(byte[] data, JpegCondition.Admission admission) {
    this.data = data;
    this.admission = admission;
    this.bytes = ByteReader.bigEndian(data);
    Arrays.fill(units, 1);
  }

  JpegCondition condition() {
    try {
      boolean whole = walk();
      return new JpegCondition(whole, missing);
    } catch (InvalidImageException e) {
      return new JpegCondition(!tabled, missing);
    }
  }

  private boolean walk() {
    while (true) {
      int between = position;
      position = markerFrom(position);
      for (; between < position; between++) {
        if (data[between] != (byte) 0xff) {
          return false;
        }
      }
      int marker = bytes.u8(position + 1L);
      position += 2;
      if (marker == EOI) {
        return components.stream().allMatch(component -> component.scanned);
      }
      if (marker >= RST0 && marker <= RST7 || marker == 1) {
        continue;
      }
      int size = bytes.u16(position);
      ByteReader body = bytes.slice(position + 2L, size - 2L);
      position += size;
      switch (marker) {
        case SOF0, SOF0 + 1, SOF2 -> frame(body, marker == SOF2);
        case DHT -> tables(body);
        case DQT -> quantisation(body);
        case DRI -> interval = body.u16(0);
        case SOS -> {
          if (!scan(body)) {
            return false;
          }
        }
        default -> {}
      }
    }
  }

  /** Where the next marker is that is no filling and no stuffed byte. */
  private int markerFrom(int from) {
    for (int at = from; at < data.length - 1; at++) {
      if (data[at] == (byte) 0xff && data[at + 1] != 0 && data[at + 1] != (byte) 0xff) {
        return at;
      }
    }
    throw ByteReader.truncated();
  }

  private void frame(ByteReader body, boolean isProgressive) {
    progressive = isProgressive;
    int height = body.u16(1);
    int width = body.u16(3);
    int count = body.u8(5);
    if (!components.isEmpty() || count > MOST_COMPONENTS) {
      throw ByteReader.corrupt("a second frame, or one of too many channels");
    }
    admission.admit(width, height);
    int most = 1;
    int tallest = 1;
    for (int i = 0; i < count; i++) {
      int sampling = body.u8(7 + 3L * i);
      if (sampling >> 4 < 1 || sampling >> 4 > 4 || (sampling & 15) < 1 || (sampling & 15) > 4) {
        throw ByteReader.corrupt("an impossible sampling");
      }
      most = Math.max(most, sampling >> 4);
      tallest = Math.max(tallest, sampling & 15);
    }
    unitsAcross = (width + UNIT * most - 1) / (UNIT * most);
    unitsDown = (height + UNIT * tallest - 1) / (UNIT * tallest);
    for (int i = 0; i < count; i++) {
      int sampling = body.u8(7 + 3L * i);
      int across = sampling >> 4;
      int down = sampling & 15;
      components.add(
          new JpegComponent(
              body.u8(6 + 3L * i),
              across,
              down,
              body.u8(8 + 3L * i) & 3,
              (width * across + most - 1) / most,
              (height * down + tallest - 1) / tallest,
              unitsAcross,
              unitsDown,
              progressive));
    }
  }

  private void tables(ByteReader body) {
    tabled = true;
    for (long at = 0; at + 17 <= body.length(); ) {
      int kind = body.u8(at);
      long codes = 0;
      for (int length = 1; length <= JpegCodes.LONGEST; length++) {
        codes += body.u8(at + length);
      }
      JpegCodes table = new JpegCodes(body.slice(at + 1, JpegCodes.LONGEST + codes));
      (kind >> 4 == 0 ? means : others)[kind & 3] = table;
      at += 1 + JpegCodes.LONGEST + codes;
    }
  }

  private void quantisation(ByteReader body) {
    for (long at = 0; at < body.length(); ) {
      int kind = body.u8(at);
      boolean wide = kind >> 4 == 1;
      units[kind & 3] = wide ? body.u16(at + 1) : body.u8(at + 1);
      at += wide ? 129 : 65;
    }
  }

  private boolean scan(ByteReader body) {
    int count = body.u8(0);
    List<JpegScan.Channel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = body.u8(1 + 2L * i);
      int tables = body.u8(2 + 2L * i);
      JpegComponent component =
          components.stream()
              .filter(each -> each.id == id)
              .findFirst()
              .orElseThrow(() -> ByteReader.corrupt("a scan of an unknown channel"));
      component.quantised(units[component.table]);
      channels.add(new JpegScan.Channel(component, means[tables >> 4 & 3], others[tables & 3]));
    }
    long at = 1 + 2L * count;
    int low = body.u8(at);
    int high = body.u8(at + 1);
    int shifts = body.u8(at + 2);
    if (!progressive && (low != 0 || high != 63 || shifts != 0)) {
      throw ByteReader.corrupt("a scan of impossible coefficients");
    }
    JpegScan scan =
        new JpegScan(
            new JpegBits(data),
            channels,
            progressive ? JpegScan.Kind.progressive(low, shifts >> 4) : JpegScan.Kind.SEQUENTIAL,
            low,
            high,
            shifts & 15);
    boolean whole = stretches(scan);
    channels.forEach(channel -> channel.component().scanned = true);
    return whole;
  }

  /** Goes through the data of a scan, from one restart marker to the next. */
  private boolean stretches(JpegScan scan) {
    long all = scan.units(unitsAcross, unitsDown);
    long each = interval == 0 ? all : interval;
    long done = 0;
    for (int number = 0; ; number++) {
      int end = markerFrom(position);
      long passed = scan.pass(position, end, done, Math.min(each, all - done), unitsAcross);
      position = end;
      boolean last = done + each >= all;
      int marker = bytes.u8(end + 1L);
      boolean restarts = marker >= RST0 && marker <= RST7;
      if (scan.exhausted() && !restarts && scan.bringsMeans()) {
        missing = Math.max(missing, (all - done - passed) / (double) all);
      }
      if (!scan.whole() || restarts == last || restarts && marker != RST0 + (number & 7)) {
        return false;
      }
      if (last) {
        return true;
      }
      position += 2;
      done += each;
    }
  }

  @Override
  public void close() {
    components.forEach(JpegComponent::close);
  }
}
