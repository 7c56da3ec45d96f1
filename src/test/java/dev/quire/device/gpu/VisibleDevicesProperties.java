package dev.quire.device.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class VisibleDevicesProperties {

  private static List<GpuInfo> cards(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Cards.card(i, "GPU-%08x".formatted(i * 0x1111)))
        .toList();
  }

  private static VisibleDevices visible(int cards, String variable) {
    return VisibleDevices.of(
        cards(cards), Cards.NEW_DRIVER, Map.of("CUDA_VISIBLE_DEVICES", variable));
  }

  /** Any list of numbers: CUDA's rules, said once more in another way. */
  @Property
  void numbersFollowTheRules(
      @ForAll @IntRange(min = 1, max = 8) int cards,
      @ForAll("numbers") List<@IntRange(min = -1, max = 9) Integer> numbers) {
    int end = 0;
    while (end < numbers.size() && numbers.get(end) >= 0 && numbers.get(end) < cards) {
      end++;
    }
    List<Integer> valid = numbers.subList(0, end);
    List<Integer> expected = new HashSet<>(valid).size() == valid.size() ? valid : List.of();

    String variable = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    List<Integer> seen =
        visible(cards, variable).gpus().stream().map(gpu -> gpu.card().index()).toList();

    assertEquals(expected, seen);
  }

  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(-1, 9).list().ofMaxSize(10);
  }

  /**
   * Whatever the variable holds, ordinals count up, no device appears twice, a lack is explained.
   */
  @Property
  void whateverTheVariableHoldsTheResultIsSound(
      @ForAll @IntRange(min = 0, max = 4) int cards, @ForAll("anything") String variable) {
    VisibleDevices visible = visible(cards, variable);

    List<Gpu> gpus = visible.gpus();
    IntStream.range(0, gpus.size()).forEach(i -> assertEquals(i, gpus.get(i).ordinal()));
    assertEquals(gpus.size(), gpus.stream().map(Gpu::uuid).distinct().count());
    assertEquals(gpus.isEmpty(), visible.whyNone().isPresent());
    assertTrue(gpus.size() <= cards);
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> entries =
        Arbitraries.of(
            "0", "1", "2", "9", "-1", "", " 1", "GPU-0000", "GPU-00001111", "MIG-1", "x");
    return Arbitraries.oneOf(
        entries.list().ofMaxSize(6).map(list -> String.join(",", list)),
        Arbitraries.strings().ascii().ofMaxLength(20));
  }
}
