package dev.quire.app;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.gpu.Gpus;
import dev.quire.engine.process.ProcessSettings;
import dev.quire.model.Model;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Supervisor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Puts together what models run on: devices, what watches them, and engines. */
class DeviceAssembly {

  private static final int MAX_DEVICES = 64;

  @Produces
  @Singleton
  EngineChoice choice(QuireConfig config) {
    return EngineChoice.of(config);
  }

  @Produces
  @Singleton
  DeviceFaults faults(MeterRegistry registry) {
    return new DeviceFaults(registry);
  }

  @Produces
  @Singleton
  Hardware hardware(QuireConfig config, EngineChoice choice, Model model, DeviceFaults faults) {
    Range.check("the number of quire.devices", config.devices().size(), 1, MAX_DEVICES);
    return choice == EngineChoice.SIMULATED
        ? Hardware.simulated(
            config.devices().stream().map(DeviceId::parse).toList(), config.simulated(), model)
        : Hardware.real(config.devices(), choice, faults);
  }

  @Produces
  @Singleton
  Gpus gpus(Hardware hardware) {
    return hardware.gpus();
  }

  @Produces
  @Singleton
  List<Device> devices(Hardware hardware) {
    return hardware.devices();
  }

  @Produces
  @Singleton
  Engines engines(QuireConfig config, EngineChoice choice, Hardware hardware) {
    return new Engines(Isolation.of(config, choice), processes(config), hardware);
  }

  void close(@Disposes Engines engines) {
    engines.close();
  }

  private static ProcessSettings processes(QuireConfig config) {
    ProcessSettings defaults = ProcessSettings.defaults();
    return new ProcessSettings(
        config.process().memory().map(Path::of).orElse(defaults.memory()),
        defaults.scratch(),
        config.process().javaOptions(),
        Range.check(
            "quire.watchdog.start",
            config.watchdog().start(),
            Duration.ofMillis(1),
            Duration.ofHours(1)),
        Range.check(
            "quire.process.silence",
            config.process().silence(),
            Duration.ofSeconds(2),
            Duration.ofHours(1)));
  }

  @Produces
  @Singleton
  PressureSettings pressure(QuireConfig config, Model model, MeterRegistry registry) {
    return new PressureSettings(config, model, registry);
  }

  @Produces
  @Singleton
  MemorySampler sampler(
      QuireConfig config, Hardware hardware, Supervisor<PreparedPage, PageRows> supervisor) {
    return new MemorySampler(
        hardware.gpus(),
        supervisor,
        Range.check(
            "quire.memory.sample",
            config.memory().sample(),
            Duration.ofMillis(10),
            Duration.ofMinutes(1)));
  }

  void close(@Disposes MemorySampler sampler) {
    sampler.close();
  }
}
