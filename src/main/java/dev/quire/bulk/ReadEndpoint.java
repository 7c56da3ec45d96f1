package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.ServiceAddress;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /v1/read}: a document's answer goes to its file as it comes, and so is never in
 * memory as a whole.
 *
 * @param outputs as what documents are written
 * @param withTiming keeps the parts of JSON that differ from run to run
 */
record ReadEndpoint(Outputs outputs, boolean withTiming) implements Endpoint {

  private static final String PATH = "/v1/read";

  @Override
  public HttpRequest.Builder request(ServiceAddress address, Chunk piece) {
    return piece instanceof Chunk.Whole whole && whole.pages().isPresent()
        ? address.without("pages").request(PATH, whole.pages())
        : address.request(PATH, Optional.empty());
  }

  @Override
  public String accepted(Chunk piece) {
    return piece instanceof Chunk.Whole ? outputs.form().mediaType() : NDJSON_TYPE;
  }

  /** Pages that the user has chosen may be wanting in some documents. */
  @Override
  public boolean isOfTheJob(Chunk piece, ObjectNode problem) {
    return !outputs.selectsPages()
        && piece instanceof Chunk.Whole whole
        && whole.pages().isEmpty()
        && Problems.isInvalidParameter(problem);
  }

  @Override
  public BodySubscriber<Reply> receive(
      Chunk piece, HttpHeaders headers, Consumer<Answer> answers, Runnable heard) {
    if (!(piece instanceof Chunk.Whole whole)) {
      return new AnswerLines(line -> answers.accept(surveyed(line)), heard)
          .until(Reply.Complete::new);
    }
    String type = headers.firstValue("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith(outputs.form().mediaType())) {
      return BodySubscribers.replacing(
          failed("Its answer is no %s, but '%s'".formatted(outputs.form().mediaType(), type)));
    }
    OutputFile.Part part;
    try {
      part = whole.output().begin();
    } catch (IOException e) {
      return BodySubscribers.replacing(
          new Reply.Refused(Problems.unwritable(whole.output().target() + ": " + e.getMessage())));
    }
    if (outputs.form() == OutputForm.JSON) {
      PageLines lines = new PageLines(part, withTiming, answers);
      return new AnswerLines(lines::add, heard).until(lines::end);
    }
    return new PartBody(part, answers, heard);
  }

  private static Reply failed(String why) {
    return new Reply.Failed(Problems.noAnswer(why), Optional.empty());
  }

  private static Answer surveyed(ObjectNode line) {
    int page = line.path("page").asInt();
    return line.get("error") instanceof ObjectNode problem
        ? new Answer.Faulty(page, problem)
        : new Answer.LaidOut(page, JsonNodeFactory.instance.objectNode());
  }
}
