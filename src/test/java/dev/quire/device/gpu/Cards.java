package dev.quire.device.gpu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Cards, instances and readings for tests. */
final class Cards {

  static final long GIB = 1L << 30;
  static final String A100 = "NVIDIA A100-SXM4-80GB";
  static final String T4 = "Tesla T4";

  /** A driver that lets a process use several MIG instances, and one that does not. */
  static final DriverVersion NEW_DRIVER = DriverVersion.parse("570.133.20");

  static final DriverVersion OLD_DRIVER = DriverVersion.parse("535.129.03");

  private Cards() {}

  static GpuInfo card(int index, String uuid, String name) {
    return new GpuInfo(
        index, uuid, name, bus(index), 80 * GIB, new ComputeCapability(8, 0), false, List.of());
  }

  static GpuInfo card(int index, String uuid) {
    return card(index, uuid, A100);
  }

  static GpuInfo migCard(int index, String uuid, MigInstance... instances) {
    return new GpuInfo(
        index, uuid, A100, bus(index), 0, new ComputeCapability(8, 0), true, List.of(instances));
  }

  static MigInstance instance(String uuid, int gpuInstance, int computeInstance) {
    return new MigInstance(uuid, A100 + " MIG 1g.10gb", gpuInstance, computeInstance, 10 * GIB);
  }

  private static String bus(int index) {
    return "00000000:%02X:00.0".formatted(7 + index);
  }

  /** Devices as CUDA would show them, one for each card. */
  static List<Gpu> gpus(GpuInfo... cards) {
    return IntStream.range(0, cards.length)
        .mapToObj(i -> new Gpu(i, cards[i], Optional.empty()))
        .toList();
  }

  static VisibleDevices visible(GpuInfo... cards) {
    return new VisibleDevices(gpus(cards), Optional.empty(), List.of());
  }

  /** A reading of a device of 80 GiB that tells nothing but its memory. */
  static GpuReading reading(long used) {
    return reading(used, OptionalLong.empty(), silent());
  }

  static GpuReading reading(GpuReading.Health health) {
    return reading(GIB, OptionalLong.empty(), health);
  }

  static GpuReading reading(long used, OptionalLong own, GpuReading.Health health) {
    long total = 80 * GIB;
    return new GpuReading(
        new GpuReading.Memory(used, total, total - used, OptionalLong.empty(), own),
        new GpuReading.Load(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty()),
        health);
  }

  /** The health of a card that tells nothing about it. */
  static GpuReading.Health silent() {
    return new GpuReading.Health(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static GpuReading.Health errors(long uncorrected) {
    return new GpuReading.Health(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.of(uncorrected),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static GpuReading.Health heat(int celsius, int slowdown) {
    return new GpuReading.Health(
        OptionalInt.of(celsius),
        OptionalInt.of(slowdown),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static GpuReading.Health repairs(
      boolean retirementPending, boolean remapPending, boolean remapFailed) {
    return new GpuReading.Health(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.of(retirementPending),
        Optional.of(remapPending),
        Optional.of(remapFailed));
  }
}
