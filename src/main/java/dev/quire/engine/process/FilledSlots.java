package dev.quire.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The slots that this side fills: one for each tensor's name, made anew and larger when a tensor
 * outgrows it. Not thread-safe.
 */
final class FilledSlots {

  /** Room to grow, so that sizes that creep up do not make a slot each. */
  private static final double ROOM = 1.25;

  private final Path folder;
  private final Map<String, Numbered> slots = new HashMap<>();
  private int made;

  /**
   * @param folder where slots get their names, one per side
   */
  FilledSlots(Path folder) {
    this.folder = folder;
  }

  /** A slot and the number that the other side finds it by. */
  record Numbered(int number, Slot slot) {}

  /**
   * The tensor's slot, of at least so many bytes; what was in it may be lost.
   *
   * @throws IOException if there is no room for a larger one
   */
  Numbered slot(String tensor, int bytes) throws IOException {
    Numbered old = slots.get(tensor);
    if (old != null && old.slot.capacity() >= bytes) {
      return old;
    }
    if (old != null) {
      slots.remove(tensor);
      old.slot.free();
    }
    long wanted = old == null ? bytes : Math.max(bytes, (long) (old.slot.capacity() * ROOM));
    int number = made++;
    Slot slot =
        Slot.create(
            file(folder, number), (int) Math.max(1, Math.min(Integer.MAX_VALUE - 8, wanted)));
    Numbered larger = new Numbered(number, slot);
    slots.put(tensor, larger);
    return larger;
  }

  /** Gives the memory of all slots back. */
  void free() throws IOException {
    for (Numbered numbered : slots.values()) {
      numbered.slot.free();
    }
    slots.clear();
  }

  static Path file(Path folder, int number) {
    return folder.resolve("slot-" + number);
  }
}
