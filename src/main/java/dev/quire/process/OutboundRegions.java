package dev.quire.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The slots that this side fills: one for each name, made anew and larger when what it holds
 * outgrows it. Not thread-safe.
 */
public final class OutboundRegions {

  /** Room to grow, so that sizes that creep up do not make a slot each. */
  private static final double ROOM = 1.25;

  private final Path folder;
  private final Path overflow;
  private final Map<String, Numbered> slots = new HashMap<>();
  private int made;

  /**
   * @param folder where slots get their names, one per side
   */
  public OutboundRegions(Path folder) {
    this(folder, folder);
  }

  /**
   * @param overflow where slots are made that {@code folder} has no room for
   */
  public OutboundRegions(Path folder, Path overflow) {
    this.folder = folder;
    this.overflow = overflow;
  }

  /** A slot and the number that the other side finds it by. */
  public record Numbered(int number, SharedMemoryRegion slot) {}

  /**
   * The slot of a name, of at least so many bytes; what was in it may be lost.
   *
   * @throws IOException if there is no room for a larger one
   */
  public Numbered slot(String name, int bytes) throws IOException {
    Numbered old = slots.get(name);
    if (old != null && old.slot.capacity() >= bytes) {
      return old;
    }
    if (old != null) {
      slots.remove(name);
      old.slot.free();
    }
    long wanted = old == null ? bytes : Math.max(bytes, (long) (old.slot.capacity() * ROOM));
    int number = made++;
    SharedMemoryRegion slot =
        make(number, (int) Math.max(1, Math.min(Integer.MAX_VALUE - 8, wanted)));
    Numbered larger = new Numbered(number, slot);
    slots.put(name, larger);
    return larger;
  }

  private SharedMemoryRegion make(int number, int bytes) throws IOException {
    try {
      return SharedMemoryRegion.create(file(folder, number), bytes);
    } catch (IOException e) {
      if (overflow.equals(folder)) {
        throw e;
      }
      return SharedMemoryRegion.create(file(overflow, number), bytes);
    }
  }

  /** Gives the memory of slots back that have more bytes than so many. */
  public void freeAbove(int bytes) throws IOException {
    Iterator<Numbered> all = slots.values().iterator();
    while (all.hasNext()) {
      SharedMemoryRegion slot = all.next().slot;
      if (slot.capacity() > bytes) {
        all.remove();
        slot.free();
      }
    }
  }

  /** Gives the memory of all slots back. */
  public void free() throws IOException {
    for (Numbered numbered : slots.values()) {
      numbered.slot.free();
    }
    slots.clear();
  }

  static Path file(Path folder, int number) {
    return folder.resolve("slot-" + number);
  }
}
