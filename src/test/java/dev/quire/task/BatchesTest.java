package dev.quire.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With words, whose buckets are their lengths. */
class BatchesTest {

  private static final List<String> WORDS = List.of("to", "cat", "at", "in", "dog", "a", "on");

  private final Task<String, String> byLength =
      new Task<>() {
        @Override
        public List<String> outputs() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Tensor> assemble(List<String> items, Tensors tensors) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<String> split(Map<String, Tensor> outputs, List<String> items) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Bucket bucket(String item) {
          return new Bucket("L" + item.length(), item.length());
        }

        @Override
        public String blank() {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void cutsAsTheyCome() {
    assertEquals(
        List.of(List.of("to", "cat", "at"), List.of("in", "dog", "a"), List.of("on")),
        Batches.asTheyCome(WORDS, 3).lists());
    assertEquals(List.of(WORDS), Batches.asTheyCome(WORDS, 7).lists());
    assertEquals(List.of(), Batches.asTheyCome(List.of(), 7).lists());
  }

  @Test
  void cutsByBucket() {
    assertEquals(
        List.of(List.of("to", "at", "in"), List.of("on"), List.of("cat", "dog"), List.of("a")),
        Batches.byBucket(WORDS, byLength, 3).lists());
    assertEquals(List.of(), Batches.byBucket(List.of(), byLength, 3).lists());
  }

  @Test
  void resultsComeBackInTheItemsOrder() {
    for (int most = 1; most <= WORDS.size(); most++) {
      Batches<String> batches = Batches.byBucket(WORDS, byLength, most);

      List<List<String>> results =
          batches.lists().stream()
              .map(batch -> batch.stream().map(word -> word + "!").toList())
              .toList();

      assertEquals(
          List.of("to!", "cat!", "at!", "in!", "dog!", "a!", "on!"), batches.inOrder(results));
    }
    assertEquals(List.of(), Batches.asTheyCome(List.of(), 1).inOrder(List.of()));
  }

  @Test
  void otherResultsAreRefused() {
    Batches<String> batches = Batches.asTheyCome(List.of("a", "b", "c"), 2);

    for (List<List<Integer>> wrong :
        List.of(
            List.of(List.of(1, 2)),
            List.of(List.of(1), List.of(2, 3)),
            List.of(List.of(1, 2, 3), List.<Integer>of()))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> batches.inOrder(wrong));
      assertTrue(e.getMessage().contains("expected [2, 1]"), e::getMessage);
    }
  }

  @Test
  void aBatchHasRoom() {
    assertThrows(IllegalArgumentException.class, () -> Batches.asTheyCome(WORDS, 0));
    assertThrows(IllegalArgumentException.class, () -> Batches.byBucket(WORDS, byLength, 0));
  }
}
