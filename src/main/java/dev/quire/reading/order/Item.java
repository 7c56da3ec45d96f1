package dev.quire.reading.order;

import dev.quire.reading.Area;
import java.util.OptionalInt;

/**
 * Something that gets its place in the order.
 *
 * @param index its number among those to be ordered, by which it is known outside
 * @param area where it stands, in a {@link Frame}
 * @param rank its place in the model's order, if the model has one
 * @param heading whether it stands above what follows it
 */
record Item(int index, Area area, OptionalInt rank, boolean heading) {

  /** An item that is known by its place alone. */
  static Item of(int index, Area area) {
    return new Item(index, area, OptionalInt.empty(), false);
  }
}
