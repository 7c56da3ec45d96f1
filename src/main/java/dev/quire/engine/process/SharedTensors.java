package dev.quire.engine.process;

import dev.quire.engine.EngineException;
import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.process.OutboundRegions;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Input tensors in shared memory, where the worker process finds them without a copy. Not
 * thread-safe.
 */
final class SharedTensors implements Tensors {

  private final String model;
  private final OutboundRegions slots;
  private final Runnable taken;
  private final Map<String, Handed> handed = new HashMap<>();

  /**
   * @param model what messages call the model
   * @param taken hears that the memory is in use from now to the end of the run; throws if it is
   *     freed
   */
  SharedTensors(String model, OutboundRegions slots, Runnable taken) {
    this.model = model;
    this.slots = slots;
    this.taken = taken;
  }

  private record Handed(Tensor tensor, int slot) {}

  /**
   * {@inheritDoc}
   *
   * @throws EngineException if there is no shared memory left
   * @throws IllegalStateException if the predictor is closed
   */
  @Override
  public Tensor tensor(String name, ElementType type, Shape shape) {
    taken.run();
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), type.bytes()));
    try {
      OutboundRegions.Numbered numbered = slots.slot(name, bytes);
      Tensor tensor = new Tensor(type, shape, numbered.slot().bytes(bytes));
      handed.put(name, new Handed(tensor, numbered.number()));
      return tensor;
    } catch (IOException e) {
      throw new EngineException(
          ("Model %s: there is no room for %d bytes of tensor %s in shared memory (%s); give it"
                  + " more, such as with docker's --shm-size, or name another folder")
              .formatted(model, bytes, name, e.getMessage()),
          e);
    }
  }

  /** Where the inputs lie; those that were assembled elsewhere are copied. */
  List<Placed> place(Map<String, Tensor> inputs) {
    List<Placed> places = new ArrayList<>(inputs.size());
    inputs.forEach(
        (name, tensor) ->
            places.add(new Placed(name, tensor.type(), tensor.shape(), slot(name, tensor))));
    return places;
  }

  private int slot(String name, Tensor tensor) {
    Handed last = handed.get(name);
    if (last == null || last.tensor.data() != tensor.data()) {
      Tensor copy = tensor(name, tensor.type(), tensor.shape());
      copy.data().put(0, tensor.data(), 0, tensor.data().limit());
    }
    return handed.get(name).slot;
  }
}
