package dev.quire.engine.process;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.EngineMessage.Failed;
import dev.quire.engine.process.EngineMessage.Opened;
import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.engine.process.EngineMessage.Ran;
import dev.quire.engine.process.EngineMessage.Run;
import dev.quire.engine.process.EngineMessage.Trim;
import dev.quire.log.LogFields;
import dev.quire.process.InboundRegions;
import dev.quire.process.OutboundRegions;
import dev.quire.process.ProcessException;
import dev.quire.process.ProcessLostException;
import dev.quire.process.WorkerFolders;
import dev.quire.process.WorkerProcess;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A predictor in a worker process. Inputs that were assembled in {@link #tensors()} cross without a
 * copy; outputs are copied once, to the heap. When the process ends, for whatever reason, the run
 * under way fails with a {@link DeviceLostException}, and so does every later one.
 */
final class ProcessPredictor implements Predictor {

  private static final Logger LOG = Logger.getLogger(ProcessPredictor.class);

  private final String model;
  private final WorkerProcess<EngineMessage> process;
  private final Opened opened;
  private final OutboundRegions filled;
  private final InboundRegions slots;
  private final AdoptedTensors adopted;
  private final SharedTensors tensors;
  private final Lease lease;

  ProcessPredictor(
      String model, WorkerProcess<EngineMessage> process, Opened opened, WorkerFolders folders) {
    this.model = model;
    this.process = process;
    this.opened = opened;
    this.filled = new OutboundRegions(folders.inputs());
    this.slots = new InboundRegions(folders.outputs());
    this.adopted = new AdoptedTensors(slots);
    this.lease = new Lease("The predictor of model " + model, this::free);
    this.tensors = new SharedTensors(model, filled, lease::take);
  }

  @Override
  public List<TensorSpec> inputs() {
    return opened.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return opened.outputs();
  }

  @Override
  public Precision precision() {
    return opened.precision();
  }

  @Override
  public Tensors tensors() {
    return tensors;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> given, List<String> wanted) {
    lease.take();
    try {
      EngineMessage answer = ask(new Run(tensors.place(given), wanted));
      if (answer instanceof Ran ran) {
        return fetch(ran);
      }
      throw failure(answer);
    } catch (IOException e) {
      throw new DeviceLostException(
          "Model %s: an output cannot be fetched: %s".formatted(model, e.getMessage()), e);
    } finally {
      lease.giveBack();
    }
  }

  private EngineMessage ask(EngineMessage run) {
    if (process.isOver()) {
      throw DeviceLostException.beforeRun(
          "Model %s: its process ended before the run began".formatted(model));
    }
    try {
      return process.ask(run);
    } catch (ProcessException e) {
      throw failure(e);
    }
  }

  private Map<String, Tensor> fetch(Ran ran) throws IOException {
    Map<String, Tensor> fetched = new LinkedHashMap<>();
    for (Placed place : ran.outputs()) {
      Tensor shared = adopted.tensor(place);
      ByteBuffer own = ByteBuffer.allocate(shared.data().limit()).order(ByteOrder.nativeOrder());
      own.put(0, shared.data(), 0, shared.data().limit());
      fetched.put(place.name(), new Tensor(shared.type(), shared.shape(), own));
    }
    return fetched;
  }

  /** What a failure of the process means for its model. */
  static EngineException failure(ProcessException failure) {
    return failure instanceof ProcessLostException
        ? new DeviceLostException(failure.getMessage(), failure)
        : new EngineException(failure.getMessage(), failure);
  }

  /** What an answer that is not the one hoped for means. */
  static EngineException failure(EngineMessage answer) {
    if (!(answer instanceof Failed failed)) {
      return new EngineException("A worker process answered out of turn: " + answer);
    }
    return switch (failed.failure()) {
      case ENGINE -> new EngineException(failed.message());
      case OUT_OF_MEMORY -> new OutOfDeviceMemoryException(failed.message());
      case DEVICE_LOST -> new DeviceLostException(failed.message());
    };
  }

  @Override
  public void whenLost(Consumer<DeviceLostException> listener) {
    process.whenLost(lost -> listener.accept(new DeviceLostException(lost.getMessage(), lost)));
  }

  @Override
  public void trim() {
    process.tell(new Trim());
  }

  /** Ends the process; a run under way fails as soon as it has ended. Returns at once. */
  @Override
  public void close() {
    process.end();
    lease.close();
  }

  private void free() {
    try {
      filled.free();
      slots.free();
    } catch (IOException e) {
      LogFields.model(model)
          .around(
              () ->
                  LOG.warnf("Shared memory of model %s was not freed: %s", model, e.getMessage()));
    }
  }
}
