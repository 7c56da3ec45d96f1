package dev.quire.engine.process;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.EngineFactory;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.EngineMessage.Failed;
import dev.quire.engine.process.EngineMessage.Failure;
import dev.quire.engine.process.EngineMessage.Hello;
import dev.quire.engine.process.EngineMessage.Open;
import dev.quire.engine.process.EngineMessage.Opened;
import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.engine.process.EngineMessage.Ran;
import dev.quire.engine.process.EngineMessage.Run;
import dev.quire.engine.process.EngineMessage.Trim;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.Connection;
import dev.quire.process.InboundRegions;
import dev.quire.process.MessageTooLongException;
import dev.quire.process.OutboundRegions;
import dev.quire.process.WorkerFolders;
import dev.quire.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The worker process's side of the conversation: opens one model and runs what it is asked to, on
 * the thread that listens.
 */
final class WorkerSession implements AutoCloseable {

  private final Connection<EngineMessage> connection;
  private final AdoptedTensors inputs;
  private final OutboundRegions outputs;
  private Predictor predictor;

  WorkerSession(Connection<EngineMessage> connection, WorkerFolders folders) {
    this.connection = connection;
    this.inputs = new AdoptedTensors(new InboundRegions(folders.inputs()));
    this.outputs = new OutboundRegions(folders.outputs());
  }

  /** Serves until the service closes the connection. */
  void serve() throws IOException {
    connection.send(new Hello(EngineCodec.VERSION));
    try {
      while (true) {
        answer(connection.receive());
      }
    } catch (EOFException e) {
      // the usual end
    }
  }

  private void answer(EngineMessage message) throws IOException {
    if (message instanceof Trim) {
      predictor.trim();
      return;
    }
    EngineMessage answer;
    try {
      answer = answerTo(message);
    } catch (OutOfDeviceMemoryException e) {
      answer = new Failed(Failure.OUT_OF_MEMORY, e.getMessage());
    } catch (DeviceLostException e) {
      answer = new Failed(Failure.DEVICE_LOST, e.getMessage());
    } catch (EngineException e) {
      answer = new Failed(Failure.ENGINE, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      answer = new Failed(Failure.ENGINE, e.toString());
    }
    send(answer);
  }

  /** The service waits for an answer, whatever it is. */
  private void send(EngineMessage answer) throws IOException {
    try {
      connection.send(answer);
    } catch (MessageTooLongException e) {
      connection.send(new Failed(Failure.ENGINE, "The answer is too long: " + e.getMessage()));
    }
  }

  private EngineMessage answerTo(EngineMessage message) throws IOException {
    if (message instanceof Open open && predictor == null) {
      predictor = open(open);
      return new Opened(predictor.inputs(), predictor.outputs(), predictor.precision());
    }
    if (message instanceof Run run && predictor != null) {
      return run(run);
    }
    throw new IOException("The service said something out of turn: " + message);
  }

  private static Predictor open(Open open) {
    ModelFiles model =
        new ModelFiles(
            open.model(),
            new ModelFile.OnDisk(open.graph()),
            open.weights().map(ModelFile.OnDisk::new));
    return engine(open.engine()).open(model, DeviceId.parse(open.device()));
  }

  private static Engine engine(EngineSpec spec) {
    try {
      EngineFactory factory =
          Class.forName(spec.factory())
              .asSubclass(EngineFactory.class)
              .getConstructor()
              .newInstance();
      return factory.engine(spec.settings());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new EngineException("The engine %s cannot be made: %s".formatted(spec.name(), e), e);
    }
  }

  private EngineMessage run(Run run) throws IOException {
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (Placed place : run.inputs()) {
      given.put(place.name(), inputs.tensor(place));
    }
    List<Placed> places = new ArrayList<>();
    for (Map.Entry<String, Tensor> output : predictor.run(given, run.outputs()).entrySet()) {
      places.add(place(output.getKey(), output.getValue()));
    }
    return new Ran(places);
  }

  private Placed place(String name, Tensor tensor) {
    int bytes = tensor.data().limit();
    try {
      OutboundRegions.Numbered numbered = outputs.slot(name, bytes);
      numbered.slot().bytes(bytes).put(0, tensor.data(), 0, bytes);
      return new Placed(name, tensor.type(), tensor.shape(), numbered.number());
    } catch (IOException e) {
      throw new EngineException(
          "There is no room for %d bytes of output %s in shared memory: %s"
              .formatted(bytes, name, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    if (predictor != null) {
      predictor.close();
    }
  }
}
