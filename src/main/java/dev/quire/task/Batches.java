package dev.quire.task;

import dev.quire.batch.Bucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Items at hand all at once, cut into batches; knows which item stands where, so that the results
 * can be put back into the items' order. Immutable.
 *
 * @param <P> the task's prepared item
 */
public final class Batches<P> {

  private final List<P> items;

  /** The places of the items of each batch. */
  private final List<List<Integer>> places;

  private Batches(List<P> items, List<List<Integer>> places) {
    this.items = List.copyOf(items);
    this.places = places;
  }

  /**
   * Items of any buckets, as they come.
   *
   * @param most items in a batch, at least 1
   */
  public static <P> Batches<P> asTheyCome(List<P> items, int most) {
    return new Batches<>(items, cut(IntStream.range(0, items.size()).boxed().toList(), most));
  }

  /**
   * Items of one bucket to a batch; the bucket whose item comes first goes first.
   *
   * @param most items in a batch, at least 1
   */
  public static <P> Batches<P> byBucket(List<P> items, Task<P, ?> task, int most) {
    Map<Bucket, List<Integer>> buckets = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      buckets.computeIfAbsent(task.bucket(items.get(i)), any -> new ArrayList<>()).add(i);
    }
    return new Batches<>(
        items, buckets.values().stream().flatMap(places -> cut(places, most).stream()).toList());
  }

  private static List<List<Integer>> cut(List<Integer> places, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A batch has room for at least 1 item, not " + most);
    }
    List<List<Integer>> parts = new ArrayList<>();
    for (int from = 0; from < places.size(); from += most) {
      parts.add(List.copyOf(places.subList(from, Math.min(places.size(), from + most))));
    }
    return parts;
  }

  /** The batches' items, none of them empty. */
  public List<List<P>> lists() {
    return places.stream().map(batch -> batch.stream().map(items::get).toList()).toList();
  }

  /**
   * Puts the batches' results in the items' order.
   *
   * @param results for each batch, in order, one for each of its items
   * @throws IllegalArgumentException if there are more or fewer
   */
  public <R> List<R> inOrder(List<List<R>> results) {
    List<Integer> expected = places.stream().map(List::size).toList();
    List<Integer> found = results.stream().map(List::size).toList();
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "Batches of %s results; expected %s".formatted(found, expected));
    }
    Object[] ordered = new Object[items.size()];
    for (int batch = 0; batch < results.size(); batch++) {
      for (int i = 0; i < results.get(batch).size(); i++) {
        ordered[places.get(batch).get(i)] = results.get(batch).get(i);
      }
    }
    @SuppressWarnings("unchecked") // every place is taken by one of the results
    List<R> list = (List<R>) Arrays.asList(ordered);
    return list;
  }
}
