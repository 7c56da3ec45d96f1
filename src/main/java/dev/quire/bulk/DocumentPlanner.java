package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Leaves out documents whose file is there and has its line, with the size that the line tells.
 * Whatever else is in a file's place belongs to the user. Not thread-safe.
 */
final class DocumentPlanner implements FilePlanner {

  private final FileReader reader;
  private final Outputs outputs;
  private final Path job;
  private final Predicate<Path> isInput;
  private final DonePages done = new DonePages();

  /**
   * @param reader reads files
   * @param job the results' file
   * @param isInput whether a file would be found by the job itself
   */
  DocumentPlanner(FileReader reader, Outputs outputs, Path job, Predicate<Path> isInput) {
    this.reader = reader;
    this.outputs = outputs;
    this.job = job;
    this.isInput = isInput;
  }

  @Override
  public void existing(ResultLine line) {
    String input = line.page().input();
    if (line.made().isPresent()) {
      done.add(made(input, line.made().get().bytes()));
    } else if (line.isProblem()) {
      done.add(PageKey.whole(input));
    }
  }

  /** No name has the character 0. */
  private static PageKey made(String input, long bytes) {
    return PageKey.whole(input + '\0' + bytes);
  }

  @Override
  public Plan plan(InputFile file) throws IOException {
    Path target = outputs.target(file);
    if (isInput.test(target)) {
      throw new BulkException(
          ("%s would be found as an input itself; --into must lead outside of the folders that are"
                  + " searched")
              .formatted(target));
    }
    OutputFile output = OutputFile.of(target, job, file.name());
    if (output.isTaken()) {
      if (!isMade(file, target)) {
        throw new LeftOutException(
            "%s is there already, and was not made by this job or has changed since"
                .formatted(target));
      }
      output.discard();
      return new Plan(1, 1, List.of());
    }
    if (done.has(PageKey.whole(file.name()))) {
      return new Plan(1, 1, List.of());
    }
    FileBody body = FileBody.of(reader.read(file.path()));
    Optional<ObjectNode> problem = body.problem();
    return problem.isPresent()
        ? Plan.of(problem.get())
        : new Plan(1, 0, List.of(new Chunk.Whole(file.name(), body, Optional.empty(), output)));
  }

  private boolean isMade(InputFile file, Path target) throws IOException {
    return Files.isRegularFile(target) && done.has(made(file.name(), Files.size(target)));
  }
}
