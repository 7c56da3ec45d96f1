package dev.quire.model.paddle;

import java.util.List;

/**
 * A list of operators and the variables they work on.
 *
 * @param parent index of the block around it, whose variables it sees too; {@link #NONE} of the
 *     first block
 */
public record Block(int parent, List<Variable> variables, List<Operator> operators) {

  /** The parent of a block that has none. */
  public static final int NONE = -1;

  public Block {
    variables = List.copyOf(variables);
    operators = List.copyOf(operators);
  }
}
