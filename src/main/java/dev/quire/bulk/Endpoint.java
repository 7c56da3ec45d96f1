package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.ServiceAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.List;
import java.util.function.Consumer;

/** What a service is asked for, and what its answers say. */
interface Endpoint {

  String JSON_TYPE = "application/json";
  String NDJSON_TYPE = "application/x-ndjson";

  /** What the same page may answer differently the next time. */
  List<String> PASSING = List.of("timing", "device", "batch_size");

  /** Begins the request for a piece. */
  HttpRequest.Builder request(ServiceAddress address, Chunk piece);

  /** The media type that is asked for. */
  String accepted(Chunk piece);

  /** Whether a problem is that of each file, so that the job had better end. */
  boolean isOfTheJob(Chunk piece, ObjectNode problem);

  /**
   * Receives an answer whose status is 200.
   *
   * @param heard to be called whenever something has come
   */
  BodySubscriber<Reply> receive(
      Chunk piece, HttpHeaders headers, Consumer<Answer> answers, Runnable heard);
}
