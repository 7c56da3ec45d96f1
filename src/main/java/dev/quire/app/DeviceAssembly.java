package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.Gpus;
import dev.quire.engine.CoreBudget;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts together what models run on: devices, what watches them, and engines. */
class DeviceAssembly {

  private static final int MAX_DEVICES = 64;

  /** The system property that says where ONNX Runtime's libraries are. */
  private static final String NATIVES = "onnxruntime.native.path";

  @Produces
  @Singleton
  EngineChoice choice(QuireConfig config) {
    return EngineChoice.ofLayout(config, ImageMode.current());
  }

  @Produces
  @Singleton
  DeviceFaults faults(MeterRegistry registry) {
    return new DeviceFaults(registry);
  }

  @Produces
  @Singleton
  Hardware hardware(QuireConfig config, EngineChoice choice, DeviceFaults faults) {
    Range.check("the number of quire.devices", config.devices().size(), 1, MAX_DEVICES);
    return choice == EngineChoice.SIMULATED
        ? Hardware.simulated(
            config.devices().stream().map(DeviceId::parse).toList(), config.simulated())
        : Hardware.real(config.devices(), choice, faults);
  }

  @Produces
  @Singleton
  Gpus gpus(Hardware hardware) {
    return hardware.gpus();
  }

  @Produces
  @Singleton
  Engines engines(WorkerProcesses processes, Hardware hardware) {
    return new Engines(processes, hardware);
  }

  @Produces
  @Singleton
  ModelEngines modelEngines(QuireConfig config, Hardware hardware, Engines engines) {
    CoreBudget cores = new CoreBudget(Runtime.getRuntime().availableProcessors());
    return new ModelEngines(config, hardware, engines, cores);
  }

  /** Those of models and those that draw. */
  @Produces
  @Singleton
  WorkerProcesses workerProcesses(QuireConfig config) {
    return new WorkerProcesses(processes(config));
  }

  void close(@Disposes WorkerProcesses processes) {
    processes.close();
  }

  private static ProcessSettings processes(QuireConfig config) {
    ProcessSettings defaults = ProcessSettings.defaults();
    return new ProcessSettings(
        config.process().memory().map(Path::of).orElse(defaults.memory()),
        defaults.scratch(),
        javaOptions(defaults),
        BatchSettings.start(config.watchdog()),
        defaults.silence());
  }

  /** ONNX Runtime is where it is for this process, too. */
  private static List<String> javaOptions(ProcessSettings defaults) {
    String folder = System.getProperty(NATIVES);
    return folder == null
        ? defaults.javaOptions()
        : Stream.concat(
                defaults.javaOptions().stream(), Stream.of("-D%s=%s".formatted(NATIVES, folder)))
            .toList();
  }
}
