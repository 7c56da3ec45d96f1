package dev.quire.engine.process;

import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.process.InboundRegions;
import dev.quire.tensor.Tensor;
import java.io.IOException;

/** The tensors that the other side has put into its slots. Not thread-safe. */
record AdoptedTensors(InboundRegions slots) {

  /**
   * A tensor where it lies; valid until the other side fills its slot again.
   *
   * @throws IOException if there is no such slot, or it is smaller than the tensor
   */
  Tensor tensor(Placed place) throws IOException {
    long bytes = Math.multiplyExact(place.shape().elements(), place.type().bytes());
    return new Tensor(
        place.type(), place.shape(), slots.bytes("Tensor " + place.name(), place.slot(), bytes));
  }
}
