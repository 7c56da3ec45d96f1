package dev.quire.model.paddle;

import dev.quire.model.ModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what would make Paddle refuse a program, or misread it. */
final class ProgramChecks {

  /** The name of a variable that an operator does without. */
  private static final String NO_VARIABLE = "@EMPTY@";

  private final String name;

  /** Messages name the file. */
  ProgramChecks(String name) {
    this.name = name;
  }

  /**
   * @throws ModelException if something is wrong
   */
  void check(List<Block> blocks) {
    if (blocks.isEmpty()) {
      throw new ModelException(name + " has no block; expected a Paddle program");
    }
    for (int i = 0; i < blocks.size(); i++) {
      int parent = blocks.get(i).parent();
      // Only a parent before its child keeps a walk to the first block finite.
      if (parent < Block.NONE || parent >= i || (i > 0 && parent == Block.NONE)) {
        throw error(i, "has parent %d; expected a block before it".formatted(parent));
      }
      check(blocks, i);
    }
    Endpoints main = new Endpoints(name, blocks.get(0));
    main.inputs();
    main.outputs();
    for (Variable variable : blocks.get(0).variables()) {
      if (variable.isParameter() && variable.kind() != VariableKind.TENSOR) {
        throw error(
            0,
            "keeps %s, a %s; expected tensors alone".formatted(variable.name(), variable.kind()));
      }
    }
  }

  private void check(List<Block> blocks, int index) {
    Block block = blocks.get(index);
    Set<String> own = new HashSet<>();
    for (Variable variable : block.variables()) {
      if (!own.add(variable.name())) {
        throw error(index, "has two variables called " + variable.name());
      }
    }
    Set<String> visible = visible(blocks, index);
    for (Operator operator : block.operators()) {
      check(operator, "input", operator.inputs(), visible, index);
      check(operator, "output", operator.outputs(), visible, index);
      operator
          .attributes()
          .forEach((attribute, value) -> checkBlocks(operator, attribute, value, blocks, index));
    }
  }

  private static Set<String> visible(List<Block> blocks, int index) {
    Set<String> visible = new HashSet<>(Set.of(NO_VARIABLE));
    for (int i = index; i != Block.NONE; i = blocks.get(i).parent()) {
      blocks.get(i).variables().forEach(variable -> visible.add(variable.name()));
    }
    return visible;
  }

  private void check(
      Operator operator,
      String kind,
      Map<String, List<String>> slots,
      Set<String> visible,
      int block) {
    slots.forEach(
        (slot, variables) -> {
          for (String variable : variables) {
            if (!visible.contains(variable)) {
              throw error(
                  block,
                  "has an operator %s with %s %s = %s; expected a variable of the block"
                      .formatted(operator.type(), kind, slot, variable));
            }
          }
        });
  }

  private void checkBlocks(
      Operator operator, String attribute, Attribute value, List<Block> blocks, int block) {
    List<Integer> indices =
        value instanceof Attribute.BlockIndex one
            ? List.of(one.index())
            : value instanceof Attribute.BlockIndices several ? several.indices() : List.of();
    for (int index : indices) {
      if (index < 0 || index >= blocks.size()) {
        throw error(
            block,
            "has an operator %s with %s = block %d; expected one of %d blocks"
                .formatted(operator.type(), attribute, index, blocks.size()));
      }
    }
  }

  private ModelException error(int block, String message) {
    return new ModelException("%s: block %d %s".formatted(name, block, message));
  }
}
