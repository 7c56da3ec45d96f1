package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.CpuWork;
import dev.quire.api.DocumentLanes;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.OpenDocument;
import dev.quire.document.Documents;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Takes in requests: reads their JSON, decodes or fetches their file, and opens it. Thread-safe.
 */
@Singleton
class RequestIntakes {

  private final JsonBody bodies = new JsonBody();
  private final ClientFiles files;
  private final Documents documents;
  private final DocumentLanes lanes;
  private final RequestMemory memory;

  RequestIntakes(
      ClientFiles files, Documents documents, DocumentLanes lanes, RequestMemory memory) {
    this.files = files;
    this.documents = documents;
    this.lanes = lanes;
    this.memory = memory;
  }

  /**
   * Begins with a request.
   *
   * @param hold what keeps it in memory
   * @param work for whom and until when
   */
  Intake begin(RequestHold hold, CpuWork work) {
    return new Intake(hold, work);
  }

  /** One request, and what its intake takes. To be closed when the request has ended. */
  final class Intake implements AutoCloseable {

    private final RequestHold hold;
    private final CpuWork work;
    private final MemoryReservation reading;
    private final MemoryReservation fetched;
    private final OpenDocument document = new OpenDocument();

    private Intake(RequestHold hold, CpuWork work) {
      this.hold = hold;
      this.work = work;
      this.reading = memory.heap().open(work.client(), Stage.WORK);
      this.fetched = memory.heap().open(work.client(), Stage.BODY);
    }

    /**
     * Reads the request.
     *
     * @param body its JSON, UTF-8
     * @param request makes it of what was read
     */
    <T> Uni<T> read(byte[] body, Function<ObjectNode, T> request) {
      return lanes
          .pool()
          .prepare(
              work,
              () -> {
                reading.grow(BodyCost.readingBytes(body.length));
                return request.apply(bodies.parse(body));
              });
    }

    /**
     * Opens the request's file, after which nothing of its body is left.
     *
     * @param file a URL, or Base64
     * @return fails as {@link ClientFiles#bytes} and {@link ClientDocument#open} do
     */
    Uni<ClientDocument> open(String file) {
      boolean url = ClientFiles.isUrl(file);
      return files
          .bytes(file, work, fetched)
          .invoke(
              content -> {
                hold.shrinkTo(url ? 0 : content.length);
                reading.close();
              })
          .chain(
              content ->
                  ClientDocument.open(
                      document, documents, content, lanes, memory.heap(), hold, work));
    }

    @Override
    public void close() {
      document.end();
      fetched.close();
      reading.close();
    }
  }
}
