package dev.quire.model.paddle;

import dev.quire.model.ModelException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where a program takes its inputs in and hands its outputs out: its feed and fetch operators. */
final class Endpoints {

  private final String name;
  private final Block main;

  /** Messages name the file. */
  Endpoints(String name, Block main) {
    this.name = name;
    this.main = main;
  }

  /**
   * The variables that are fed, in the order of their columns.
   *
   * @throws ModelException if there are none, or not one for each column
   */
  List<Variable> inputs() {
    return variables(Operator.FEED, operator -> operator.outputs().get("Out"));
  }

  /**
   * The variables that are fetched, in the order of their columns.
   *
   * @throws ModelException if there are none, or not one for each column
   */
  List<Variable> outputs() {
    return variables(Operator.FETCH, operator -> operator.inputs().get("X"));
  }

  private List<Variable> variables(String type, Function<Operator, List<String>> slot) {
    Map<String, Variable> tensors =
        main.variables().stream()
            .filter(variable -> variable.kind() == VariableKind.TENSOR)
            .collect(Collectors.toMap(Variable::name, Function.identity()));
    TreeMap<Integer, Variable> columns = new TreeMap<>();
    for (Operator operator : main.operators()) {
      if (operator.type().equals(type)) {
        Variable variable = only(type, slot.apply(operator), tensors);
        if (columns.put(column(operator), variable) != null) {
          throw new ModelException(
              "%s has two %s operators of column %d".formatted(name, type, column(operator)));
        }
      }
    }
    if (columns.isEmpty() || columns.firstKey() != 0 || columns.lastKey() != columns.size() - 1) {
      throw new ModelException(
          "%s has %s operators of the columns %s; expected 0, 1, 2 and so on, as an inference model"
                  .formatted(name, type, columns.keySet())
              + " has");
    }
    return List.copyOf(columns.values());
  }

  private Variable only(String type, List<String> names, Map<String, Variable> tensors) {
    if (names == null || names.size() != 1 || !tensors.containsKey(names.get(0))) {
      throw new ModelException(
          "%s has a %s operator of %s; expected one tensor".formatted(name, type, names));
    }
    return tensors.get(names.get(0));
  }

  private int column(Operator operator) {
    if (operator.attributes().get(Operator.COLUMN) instanceof Attribute.Int column) {
      return column.value();
    }
    throw new ModelException(
        "%s has a %s operator with %s = %s; expected an integer"
            .formatted(
                name,
                operator.type(),
                Operator.COLUMN,
                operator.attributes().get(Operator.COLUMN)));
  }
}
