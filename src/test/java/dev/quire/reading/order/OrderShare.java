package dev.quire.reading.order;

import java.util.List;

/**
 * How much of an order is right.
 *
 * @param right pairs in the right order
 * @param all pairs
 */
record OrderShare(long right, long all) {

  /** Compares places in the true order, listed in the order found. */
  static OrderShare of(List<Integer> places) {
    long right = 0;
    long all = 0;
    for (int i = 0; i < places.size(); i++) {
      for (int j = i + 1; j < places.size(); j++) {
        all++;
        right += places.get(i) < places.get(j) ? 1 : 0;
      }
    }
    return new OrderShare(right, all);
  }

  OrderShare plus(OrderShare more) {
    return new OrderShare(right + more.right, all + more.all);
  }

  double share() {
    return all == 0 ? 1 : (double) right / all;
  }

  @Override
  public String toString() {
    return "%.4f (%d of %d pairs)".formatted(share(), right, all);
  }
}
