package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.FileNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has a document read into its file. One page that cannot be read lets the service refuse the whole
 * document; then it is asked which pages can, and for these alone. All on one thread.
 */
final class DocumentUpload implements ChunkUpload.Recipient {

  private final Chunk.Whole document;
  private final ChunkUpload.Means means;
  private final ChunkUpload.Recipient recipient;

  private final SortedSet<Integer> legible = new TreeSet<>();
  private final Map<Integer, ObjectNode> illegible = new TreeMap<>();
  private Step step = Step.WHOLE;
  private ObjectNode failure;
  private ObjectNode unplaced;

  private enum Step {
    WHOLE,
    SURVEY,
    REST
  }

  DocumentUpload(Chunk.Whole document, ChunkUpload.Means means, ChunkUpload.Recipient recipient) {
    this.document = document;
    this.means = means;
    this.recipient = recipient;
  }

  /** Begins; to be called once. */
  void start() {
    ask(document);
  }

  private void ask(Chunk piece) {
    new ChunkUpload(piece, means, this).start();
  }

  @Override
  public boolean result(PageKey page, ObjectNode result) {
    if (step == Step.SURVEY) {
      legible.add(page.page().orElseThrow());
    } else {
      publish(result);
    }
    return true;
  }

  @Override
  public void problem(PageKey page, ObjectNode problem) {
    if (page.page().isPresent()) {
      illegible.put(page.page().getAsInt(), problem);
    } else if (failure == null || step == Step.REST) {
      failure = problem;
    } else {
      // not all pages are known
      legible.clear();
    }
  }

  @Override
  public void retried() {
    recipient.retried();
  }

  @Override
  public void hopeless(String why) {
    discard();
    recipient.hopeless(why);
  }

  @Override
  public void delivered(long bytes) {
    if (step == Step.WHOLE && failure != null && mayLackPages()) {
      step = Step.SURVEY;
      ask(new Chunk.Survey(document.input(), document.body(), document.type()));
    } else if (step == Step.SURVEY && !legible.isEmpty()) {
      step = Step.REST;
      failure = null;
      ask(illegible.isEmpty() ? document : document.of(PageRuns.of(legible)));
    } else {
      end(unplaced == null ? failure : unplaced);
      recipient.delivered(bytes);
    }
  }

  private boolean mayLackPages() {
    return document.type().mayHavePages() && !Problems.isUnwritable(failure);
  }

  /** The line comes before the file: one that is there without a line would be the user's. */
  private void publish(ObjectNode answer) {
    OutputFile output = document.output();
    if (output.isTaken()) {
      unplaced = Problems.taken(output.target().toString());
      return;
    }
    ObjectNode result =
        ResultLine.made(
            answer.path("bytes").asLong(), FileNames.of(output.target()), missing(answer));
    if (!recipient.result(PageKey.whole(document.input()), result)) {
      return;
    }
    try {
      output.publish();
    } catch (FileAlreadyExistsException e) {
      unplaced = Problems.taken(output.target().toString());
    } catch (IOException e) {
      unplaced = Problems.unwritable(output.target() + ": " + e.getMessage());
    }
  }

  private ArrayNode missing(ObjectNode answer) {
    if (answer.get("missing") instanceof ArrayNode told) {
      return told;
    }
    ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    illegible.forEach(
        (page, problem) -> missing.addObject().put("page", page).set("problem", problem));
    return missing;
  }

  /**
   * Tidies up.
   *
   * @param problem null if there is none
   */
  private void end(ObjectNode problem) {
    discard();
    if (problem != null) {
      recipient.problem(PageKey.whole(document.input()), problem);
    }
  }

  private void discard() {
    try {
      document.output().discard();
    } catch (IOException e) {
      // it is in nobody's way
    }
  }
}
