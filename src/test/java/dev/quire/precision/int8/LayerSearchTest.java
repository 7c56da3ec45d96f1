package dev.quire.precision.int8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.task.Golden.Likeness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each layer costs a part of the likeness when it is in integers. */
class LayerSearchTest {

  private static final double BAR = 0.98;

  private final List<Set<String>> tried = new ArrayList<>();

  @Test
  void wholeModelsInIntegersThatAnswerAsBeforeAreNotSearched() {
    Set<String> kept = found(List.of("a", "b"), Map.of("a", 0.01)).orElseThrow();

    assertEquals(Set.of(), kept);
    assertEquals(List.of(Set.of()), tried);
  }

  @Test
  void theMostHarmfulStaysInFloat() {
    Map<String, Double> costs = Map.of("b", 0.015, "d", 0.3, "a", 0.004);

    assertEquals(Optional.of(Set.of("d")), found(List.of("a", "b", "c", "d"), costs));
  }

  @Test
  void asManyStayAsTheBarNeeds() {
    Map<String, Double> costs = Map.of("b", 0.1, "e", 0.03);

    assertEquals(Optional.of(Set.of("b", "e")), found(List.of("a", "b", "c", "d", "e"), costs));
  }

  @Test
  void moreThanHalfDoNotStay() {
    Map<String, Double> costs = Map.of("a", 0.1, "b", 0.1, "c", 0.1);

    assertEquals(Optional.empty(), found(List.of("a", "b", "c", "d"), costs));
  }

  @Test
  void manyLayersAreTriedInGroups() {
    List<String> layers = IntStream.range(0, 200).mapToObj(i -> "l" + i).toList();

    Set<String> kept = found(layers, Map.of("l150", 0.2)).orElseThrow();

    assertTrue(kept.contains("l150") && kept.size() <= 7, kept::toString);
    assertTrue(tried.size() <= 34, tried.size() + " trials");
    assertEquals(
        200,
        tried.stream()
            .filter(set -> set.size() > 100)
            .mapToInt(set -> layers.size() - set.size())
            .sum(),
        "each is in one group");
  }

  private Optional<Set<String>> found(List<String> layers, Map<String, Double> costs) {
    LayerSearch search =
        new LayerSearch(
            kept -> {
              tried.add(kept);
              Set<String> integers = new HashSet<>(layers);
              integers.removeAll(kept);
              double cost =
                  integers.stream()
                      .collect(Collectors.summingDouble(name -> costs.getOrDefault(name, 0.0)));
              return new Likeness(100, 1 - cost, 1);
            },
            BAR);
    return search.fewestKept(layers).map(LayerSearch.Found::kept);
  }
}
