package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the pages of a document to a file, a line for each. A page that cannot be read has its
 * problem there; one that might be another time makes the answer a failure. On one thread.
 */
final class PageLines {

  private final OutputFile.Part part;
  private final boolean withTiming;
  private final Consumer<Answer> answers;
  private final ArrayNode missing = JsonNodeFactory.instance.arrayNode();
  private int pages;
  private ObjectNode passing;
  private IOException failure;

  /**
   * @param withTiming keeps what differs from run to run
   * @param answers hears of the file when it is whole
   */
  PageLines(OutputFile.Part part, boolean withTiming, Consumer<Answer> answers) {
    this.part = part;
    this.withTiming = withTiming;
    this.answers = answers;
  }

  void add(ObjectNode line) {
    pages++;
    if (line.get("error") instanceof ObjectNode problem) {
      if (Problems.isPassing(problem.path("status").asInt())) {
        passing = problem;
      }
      missing.addObject().put("page", line.path("page").asInt()).set("problem", problem);
    }
    if (failure != null) {
      return;
    }
    try {
      part.write(
          ByteBuffer.wrap(AnswerJson.line(withTiming ? line : line.remove(Endpoint.PASSING))));
    } catch (IOException e) {
      failure = e;
    }
  }

  /** What became of the document. */
  Reply end() {
    long bytes;
    try {
      bytes = part.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      bytes = 0;
    }
    if (failure != null) {
      return PartBody.unwritable(failure);
    }
    if (passing != null) {
      return new Reply.Failed(passing, Optional.empty());
    }
    if (pages == missing.size()) {
      return pages == 0
          ? new Reply.Failed(Problems.noAnswer("It said nothing of any page"), Optional.empty())
          : new Reply.Refused((ObjectNode) missing.get(0).get("problem"));
    }
    Answer.LaidOut whole = (Answer.LaidOut) PartBody.answer(bytes);
    if (!missing.isEmpty()) {
      whole.result().set("missing", missing);
    }
    answers.accept(whole);
    return new Reply.Complete();
  }
}
