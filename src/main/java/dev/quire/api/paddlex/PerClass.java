package dev.quire.api.paddlex;

import java.util.Map;
import java.util.function.Function;

/** A wish for all classes alike, or for some of them. */
sealed interface PerClass<T> {

  /** What to make of it, whichever it is. */
  <R> R map(Function<T, R> same, Function<Map<Integer, T>, R> each);

  /** For every class the same. */
  record Same<T>(T value) implements PerClass<T> {

    @Override
    public <R> R map(Function<T, R> same, Function<Map<Integer, T>, R> each) {
      return same.apply(value);
    }
  }

  /**
   * For each class its own.
   *
   * @param values by class id; ids that the model has no class for mean nothing
   */
  record Each<T>(Map<Integer, T> values) implements PerClass<T> {

    public Each {
      values = Map.copyOf(values);
    }

    @Override
    public <R> R map(Function<T, R> same, Function<Map<Integer, T>, R> each) {
      return each.apply(values);
    }
  }
}
