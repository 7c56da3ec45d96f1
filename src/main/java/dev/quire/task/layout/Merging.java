package dev.quire.task.layout;

import java.util.Map;
import java.util.Objects;

/** For which boxes which {@link MergeMode} holds. */
public sealed interface Merging {

  /** Every box stays. */
  static Merging none() {
    return new PerClass(Map.of());
  }

  /** One mode for all boxes. */
  record Everywhere(MergeMode mode) implements Merging {

    public Everywhere {
      Objects.requireNonNull(mode, "mode");
    }
  }

  /**
   * A mode for each class: {@link MergeMode#LARGE} drops whatever lies in a box of the class,
   * {@link MergeMode#SMALL} drops what a box of the class lies in, unless it lies in such a box
   * itself.
   *
   * @param modes by class id; a class that is missing keeps everything
   */
  record PerClass(Map<Integer, MergeMode> modes) implements Merging {

    public PerClass {
      modes = Map.copyOf(modes);
    }
  }
}
