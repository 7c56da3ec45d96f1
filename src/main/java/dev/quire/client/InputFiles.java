package dev.quire.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that several inputs name, each once, even where inputs overlap: what an earlier one has
 * found, a later one leaves out. Found anew each time they are walked; nothing is remembered, so
 * that there may be any number of them. Immutable and thread-safe.
 */
public final class InputFiles {

  private final List<Input> inputs;

  /**
   * @param inputs in the order in which they are searched
   */
  public InputFiles(List<Input> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  /**
   * Finds the files.
   *
   * @return whether the visitor heard of all of them
   */
  public boolean walk(Input.Visitor visitor) throws IOException {
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).walk(new Unseen(inputs.subList(0, i), visitor))) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@link #walk} finds this file, if it is there. */
  public boolean covers(Path file) {
    return inputs.stream().anyMatch(input -> input.covers(file));
  }

  private record Unseen(List<Input> earlier, Input.Visitor visitor) implements Input.Visitor {

    @Override
    public boolean file(Path file) {
      return earlier.stream().anyMatch(input -> input.covers(file)) || visitor.file(file);
    }

    @Override
    public void unreadable(Path path, IOException cause) {
      visitor.unreadable(path, cause);
    }
  }
}
