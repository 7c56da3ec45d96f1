package dev.quire.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Pages as the parameter {@code pages} names them, as few words as there are gaps. */
final class PageRuns {

  private PageRuns() {}

  /** Such as {@code 1-3,7}. */
  static String of(SortedSet<Integer> pages) {
    List<String> runs = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int page : pages) {
      if (first > 0 && page > last + 1) {
        runs.add(run(first, last));
        first = 0;
      }
      first = first == 0 ? page : first;
      last = page;
    }
    if (first > 0) {
      runs.add(run(first, last));
    }
    return String.join(",", runs);
  }

  private static String run(int first, int last) {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
