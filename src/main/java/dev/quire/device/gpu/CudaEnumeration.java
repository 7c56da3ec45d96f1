package dev.quire.device.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts devices as CUDA does, from what the management library lists and what the environment
 * says. Where CUDA's own order cannot be known here, a warning says so.
 */
final class CudaEnumeration {

  private static final String ORDER = "CUDA_DEVICE_ORDER";
  private static final String PCI_ORDER = "PCI_BUS_ID";

  /** From this branch on a process may use several MIG instances, and whole cards beside them. */
  private static final int BRANCH_OF_SEVERAL_INSTANCES = 570;

  private final List<GpuInfo> cards;
  private final DriverVersion driver;
  private final String order;
  private final VisibleDevicesVariable variable;
  private final List<String> warnings = new ArrayList<>();

  CudaEnumeration(List<GpuInfo> cards, DriverVersion driver, Map<String, String> environment) {
    // The bus id has a fixed width, so that its text sorts as the bus does.
    this.cards = cards.stream().sorted(Comparator.comparing(GpuInfo::pciBusId)).toList();
    this.driver = driver;
    this.order = environment.getOrDefault(ORDER, "");
    this.variable =
        new VisibleDevicesVariable(
            Optional.ofNullable(environment.get(VisibleDevicesVariable.NAME)));
  }

  VisibleDevices enumerate() {
    if (cards.isEmpty()) {
      return VisibleDevices.none("the NVIDIA driver %s reports no GPU".formatted(driver));
    }
    VisibleDevicesVariable.Choice choice = variable.choose(cards);
    List<Part> parts = likeCuda(choice.parts().stream().flatMap(this::expanded).toList());
    choice.warning().ifPresent(warnings::add);
    if (choice.byNumber()) {
      warnOfOrder();
      warnOfGaps();
      warnOfInstances(parts);
    }
    if (parts.isEmpty()) {
      return VisibleDevices.none(
          choice
              .whyNone()
              .orElse("all visible GPUs are in MIG mode, but have no instances for CUDA"));
    }
    List<Gpu> gpus =
        IntStream.range(0, parts.size())
            .mapToObj(i -> new Gpu(i, parts.get(i).card(), parts.get(i).instance()))
            .toList();
    return new VisibleDevices(gpus, Optional.empty(), warnings);
  }

  /** A card in MIG mode is no device itself; CUDA takes an instance of each GPU instance. */
  private Stream<Part> expanded(Part part) {
    GpuInfo card = part.card();
    return part.instance().isPresent() || !card.migEnabled()
        ? Stream.of(part)
        : card.instances().stream().map(instance -> Part.of(card, instance));
  }

  private List<Part> likeCuda(List<Part> parts) {
    Optional<Part> firstInstance =
        parts.stream().filter(part -> part.instance().isPresent()).findFirst();
    if (firstInstance.isEmpty()) {
      return parts;
    }
    if (driver.isAtLeast(BRANCH_OF_SEVERAL_INSTANCES)) {
      return oneOfEachGpuInstance(parts);
    }
    if (parts.size() > 1) {
      warnings.add(
          ("With the NVIDIA driver %s a process can use one MIG instance and nothing else: of %d"
                  + " devices only %s is visible")
              .formatted(driver, parts.size(), firstInstance.get().instance().get().uuid()));
    }
    return List.of(firstInstance.get());
  }

  private static List<Part> oneOfEachGpuInstance(List<Part> parts) {
    Set<String> taken = new HashSet<>();
    return parts.stream().filter(part -> taken.add(part.memoryOwner())).toList();
  }

  private void warnOfOrder() {
    Set<String> names =
        cards.stream().map(GpuInfo::name).collect(Collectors.toCollection(LinkedHashSet::new));
    if (names.size() > 1 && !order.equals(PCI_ORDER)) {
      warnings.add(
          ("The GPUs differ (%s) and %s is not %s: CUDA may number them in another order than"
                  + " listed here, so set it")
              .formatted(String.join(", ", names), ORDER, PCI_ORDER));
    }
  }

  private void warnOfGaps() {
    int last = cards.stream().mapToInt(GpuInfo::index).max().orElse(-1);
    if (last >= cards.size()) {
      warnings.add(
          "Not all GPUs of the machine answer: CUDA may number the others in another way than"
              + " listed here");
    }
  }

  private void warnOfInstances(List<Part> parts) {
    if (parts.size() > 1 && parts.stream().anyMatch(part -> part.instance().isPresent())) {
      warnings.add(
          "There are several devices and some are MIG instances: CUDA may number them in another"
              + " order than listed here, unless %s names the instances"
                  .formatted(VisibleDevicesVariable.NAME));
    }
  }

  /** A card or one of its MIG instances, not yet numbered. */
  record Part(GpuInfo card, Optional<MigInstance> instance) {

    static Part of(GpuInfo card) {
      return new Part(card, Optional.empty());
    }

    static Part of(GpuInfo card, MigInstance instance) {
      return new Part(card, Optional.of(instance));
    }

    /** What owns the memory: the card or the GPU instance. CUDA shows each but once. */
    private String memoryOwner() {
      return card.uuid() + instance.map(i -> "/" + i.gpuInstance()).orElse("");
    }
  }
}
