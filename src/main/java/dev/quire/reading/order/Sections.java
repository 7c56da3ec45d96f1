package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts columns at headings that stand at the left with nothing beside them though the other columns
 * go on below: such a heading is no wider than a column but stands above all of them.
 */
final class Sections {

  private Sections() {}

  /** The columns' items from one such heading to the next; a single part if there is none. */
  static List<List<Item>> of(List<List<Item>> strips, List<List<Item>> columns) {
    Set<Integer> first = new HashSet<>();
    columns.get(0).forEach(item -> first.add(item.index()));
    int[] beside = new int[strips.size() + 1];
    for (int i = 0; i < strips.size(); i++) {
      long others = strips.get(i).stream().filter(item -> !first.contains(item.index())).count();
      beside[i + 1] = beside[i] + (int) others;
    }
    List<List<Item>> sections = new ArrayList<>();
    List<Item> section = new ArrayList<>();
    for (int i = 0; i < strips.size(); i++) {
      boolean heading =
          strips.get(i).stream().allMatch(item -> item.heading() && first.contains(item.index()));
      boolean amid = beside[i] > 0 && beside[i + 1] < beside[strips.size()];
      if (heading && amid && !section.isEmpty()) {
        sections.add(section);
        section = new ArrayList<>();
      }
      section.addAll(strips.get(i));
    }
    sections.add(section);
    return sections;
  }
}
