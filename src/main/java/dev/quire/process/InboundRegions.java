package dev.quire.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The slots that the other side fills. Not thread-safe. */
public final class InboundRegions {

  private final Path folder;
  private final Path overflow;
  private final Map<String, OutboundRegions.Numbered> slots = new HashMap<>();

  /**
   * @param folder where the other side names its slots
   */
  public InboundRegions(Path folder) {
    this(folder, folder);
  }

  /**
   * @param overflow where the other side names those that {@code folder} has no room for
   */
  public InboundRegions(Path folder, Path overflow) {
    this.folder = folder;
    this.overflow = overflow;
  }

  /**
   * The first bytes of a slot, where they lie; valid until the other side fills it again.
   *
   * @param name what it holds; the slot that held it before is let go of
   * @param number by which the other side calls it
   * @throws IOException if there is no such slot, or it has fewer bytes
   */
  public ByteBuffer bytes(String name, int number, long bytes) throws IOException {
    SharedMemoryRegion slot = slot(name, number);
    if (bytes < 0 || bytes > slot.capacity()) {
      throw new IOException(
          "%s of %d bytes does not fit its slot of %d".formatted(name, bytes, slot.capacity()));
    }
    return slot.bytes((int) bytes);
  }

  private SharedMemoryRegion slot(String name, int number) throws IOException {
    OutboundRegions.Numbered known = slots.get(name);
    if (known != null && known.number() == number) {
      return known.slot();
    }
    if (known != null) {
      known.slot().close();
    }
    Path file = OutboundRegions.file(folder, number);
    SharedMemoryRegion adopted =
        SharedMemoryRegion.adopt(
            Files.exists(file) ? file : OutboundRegions.file(overflow, number));
    slots.put(name, new OutboundRegions.Numbered(number, adopted));
    return adopted;
  }

  /** Gives the memory of all slots back; the side that filled them is gone, or has let go. */
  public void free() throws IOException {
    for (OutboundRegions.Numbered numbered : slots.values()) {
      numbered.slot().free();
    }
    slots.clear();
  }
}
