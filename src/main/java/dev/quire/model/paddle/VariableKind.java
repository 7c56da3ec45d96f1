package dev.quire.model.paddle;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a variable of a program holds, with the numbers that {@code VarType.Type} of Paddle 2.3's
 * {@code framework.proto} gives it.
 */
public enum VariableKind {
  /** A dense tensor; Paddle's LOD_TENSOR. */
  TENSOR(7),
  SELECTED_ROWS(8),
  /** What the feed operators take the inputs from; Paddle's FEED_MINIBATCH. */
  FEED(9),
  /** What the fetch operators put the outputs into; Paddle's FETCH_LIST. */
  FETCH(10),
  STEP_SCOPES(11),
  RANK_TABLE(12),
  /** A list of dense tensors; Paddle's LOD_TENSOR_ARRAY. */
  TENSOR_ARRAY(13),
  PLACE_LIST(14),
  READER(15),
  RAW(17),
  TUPLE(18),
  STRING(25),
  STRINGS(26),
  VOCABULARY(27),
  FEED_LIST(28),
  POOLED_STRING(29);

  private final int number;

  VariableKind(int number) {
    this.number = number;
  }

  /** The kind of a number, if Paddle 2.3 knows it. */
  static Optional<VariableKind> of(long number) {
    return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
  }

  /** Paddle's number of it. */
  public int number() {
    return number;
  }
}
