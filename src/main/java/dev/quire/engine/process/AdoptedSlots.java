package dev.quire.engine.process;

import dev.quire.engine.process.Message.Placed;
import dev.quire.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The slots that the other side fills. Not thread-safe. */
final class AdoptedSlots {

  private final Path folder;
  private final Map<String, FilledSlots.Numbered> slots = new HashMap<>();

  /**
   * @param folder where the other side names its slots
   */
  AdoptedSlots(Path folder) {
    this.folder = folder;
  }

  /**
   * A tensor where it lies; valid until the other side fills its slot again.
   *
   * @throws IOException if there is no such slot, or it is smaller than the tensor
   */
  Tensor tensor(Placed place) throws IOException {
    long bytes = Math.multiplyExact(place.shape().elements(), place.type().bytes());
    Slot slot = slot(place);
    if (bytes > slot.capacity()) {
      throw new IOException(
          "Tensor %s of %d bytes does not fit its slot of %d"
              .formatted(place.name(), bytes, slot.capacity()));
    }
    ByteBuffer data = slot.bytes((int) bytes);
    return new Tensor(place.type(), place.shape(), data);
  }

  private Slot slot(Placed place) throws IOException {
    FilledSlots.Numbered known = slots.get(place.name());
    if (known != null && known.number() == place.slot()) {
      return known.slot();
    }
    if (known != null) {
      known.slot().close();
    }
    Slot adopted = Slot.adopt(FilledSlots.file(folder, place.slot()));
    slots.put(place.name(), new FilledSlots.Numbered(place.slot(), adopted));
    return adopted;
  }

  /** Gives the memory of all slots back; the side that filled them is gone. */
  void free() throws IOException {
    for (FilledSlots.Numbered numbered : slots.values()) {
      numbered.slot().free();
    }
    slots.clear();
  }
}
