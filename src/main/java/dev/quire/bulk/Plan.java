package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done of a file.
 *
 * @param pages how many lines it will have
 * @param done how many of them are there
 * @param pieces the others
 * @param problem of the whole file, where no service need be asked
 */
record Plan(int pages, int done, List<Chunk> pieces, Optional<ObjectNode> problem) {

  Plan(int pages, int done, List<Chunk> pieces) {
    this(pages, done, pieces, Optional.empty());
  }

  /** A file that is no page. */
  static Plan of(ObjectNode problem) {
    return new Plan(1, 0, List.of(), Optional.of(problem));
  }
}
