package dev.quire.model.paddle;

import java.util.List;
import java.util.Objects;

/** The value of an operator's attribute, of one of the 13 types that Paddle 2.3 knows. */
public sealed interface Attribute {

  /** Paddle's INT. */
  record Int(int value) implements Attribute {}

  /** Paddle's FLOAT. */
  record Float32(float value) implements Attribute {}

  /** Paddle's STRING. */
  record Text(String value) implements Attribute {

    public Text {
      Objects.requireNonNull(value, "value");
    }
  }

  /** Paddle's INTS. */
  record Ints(List<Integer> values) implements Attribute {

    public Ints {
      values = List.copyOf(values);
    }
  }

  /** Paddle's FLOATS. */
  record Float32s(List<Float> values) implements Attribute {

    public Float32s {
      values = List.copyOf(values);
    }
  }

  /** Paddle's STRINGS. */
  record Texts(List<String> values) implements Attribute {

    public Texts {
      values = List.copyOf(values);
    }
  }

  /** Paddle's BOOLEAN. */
  record Flag(boolean value) implements Attribute {}

  /** Paddle's BOOLEANS. */
  record Flags(List<Boolean> values) implements Attribute {

    public Flags {
      values = List.copyOf(values);
    }
  }

  /** Paddle's BLOCK: a block of the program, by its index. */
  record BlockIndex(int index) implements Attribute {}

  /** Paddle's LONG. */
  record Int64(long value) implements Attribute {}

  /** Paddle's BLOCKS. */
  record BlockIndices(List<Integer> indices) implements Attribute {

    public BlockIndices {
      indices = List.copyOf(indices);
    }
  }

  /** Paddle's LONGS. */
  record Int64s(List<Long> values) implements Attribute {

    public Int64s {
      values = List.copyOf(values);
    }
  }

  /** Paddle's FLOAT64S. */
  record Float64s(List<Double> values) implements Attribute {

    public Float64s {
      values = List.copyOf(values);
    }
  }
}
