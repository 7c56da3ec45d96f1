package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.ServiceAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /v1/layout}. A picture is asked for as such; of a document the whole file is sent for
 * each of its windows, and its pages are heard line by line as the service finishes them, so that
 * they are drawn exactly as the service draws them.
 *
 * @param withTiming keeps the parts of results that differ from run to run
 */
record LayoutEndpoint(boolean withTiming) implements Endpoint {

  private static final String PATH = "/v1/layout";

  @Override
  public HttpRequest.Builder request(ServiceAddress address, Chunk piece) {
    return address.request(
        PATH,
        piece instanceof Chunk.Window window ? Optional.of(window.selection()) : Optional.empty());
  }

  @Override
  public String accepted(Chunk piece) {
    return piece instanceof Chunk.Picture ? JSON_TYPE : NDJSON_TYPE;
  }

  /** A picture is asked for with the job's parameters and no other. */
  @Override
  public boolean isOfTheJob(Chunk piece, ObjectNode problem) {
    return piece instanceof Chunk.Picture && Problems.isInvalidParameter(problem);
  }

  @Override
  public BodySubscriber<Reply> receive(
      Chunk piece, HttpHeaders headers, Consumer<Answer> answers, Runnable heard) {
    return piece instanceof Chunk.Picture
        ? BodySubscribers.mapping(
            BodySubscribers.ofString(StandardCharsets.UTF_8),
            text -> {
              ObjectNode result = AnswerJson.object(text);
              answers.accept(new Answer.LaidOut(Chunk.Picture.PAGE, lasting(result)));
              return new Reply.Complete();
            })
        : new AnswerLines(line -> answers.accept(answer(line)), heard).until(Reply.Complete::new);
  }

  private Answer answer(ObjectNode line) {
    int page = line.path("page").asInt();
    return line.get("error") instanceof ObjectNode problem
        ? new Answer.Faulty(page, problem)
        : new Answer.LaidOut(page, lasting(line));
  }

  /** The page's number stands beside the result already. */
  private ObjectNode lasting(ObjectNode result) {
    result.remove("page");
    return withTiming ? result : result.remove(PASSING);
  }
}
