package dev.quire.api.paddlex;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.Timers;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.DocumentService.Opened;
import dev.quire.api.document.PageOutcome;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.picture.PictureOptions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The way of a request to any of PaddleX's endpoints: its JSON is read, its file decoded or
 * fetched, and the file's pages answered as those of every document. Thread-safe; nothing blocks,
 * and cancelling takes the pages from the queue.
 */
@Singleton
class ClientDocuments {

  private final JsonBody bodies = new JsonBody();
  private final ClientFiles files;
  private final CpuExecutor pool;
  private final DocumentService documents;
  private final PaddlexSettings settings;
  private final RequestMemory memory;
  private final Timers time;

  ClientDocuments(
      ClientFiles files,
      CpuExecutor pool,
      DocumentService documents,
      PaddlexSettings settings,
      RequestMemory memory,
      Timers time) {
    this.files = files;
    this.pool = pool;
    this.documents = documents;
    this.settings = settings;
    this.memory = memory;
    this.time = time;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms of its pages; the time of a single one runs from the subscription, and that of one
   *     of several from when its turn comes
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  <W, A> Uni<Envelope> answer(
      Operation<W, A> operation, byte[] body, RequestHold hold, DocumentTerms terms) {
    SingleUse<byte[]> passing = new SingleUse<>(body);
    return Uni.createFrom()
        .deferred(
            () -> answer(operation, passing, hold, terms, Deadline.in(terms.timeout(), time)));
  }

  /**
   * Answers a request whose time has begun.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param asked the terms of its pages; the time of one of several runs from when its turn comes
   * @param deadline the end of the request's own time
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  <W, A> Uni<Envelope> answer(
      Operation<W, A> operation,
      SingleUse<byte[]> body,
      RequestHold hold,
      DocumentTerms asked,
      Deadline deadline) {
    DocumentTerms terms = asked.ofBegun();
    long readingBytes = BodyCost.readingBytes(body.peek().length);
    String client = terms.first().client();
    MemoryReservation reading = memory.heap().open(client, Stage.WORK);
    MemoryReservation fetched = memory.heap().open(client, Stage.BODY);
    CpuWork work = CpuWork.of(operation.task().task(), terms.first(), deadline);
    Uni<Read<W>> read =
        Uni.createFrom()
            .deferred(
                () -> {
                  operation.task().requireOpen();
                  return pool.prepare(
                      work,
                      () -> {
                        // the step is taken again when there is no memory, so the body stays until
                        // then
                        reading.grow(readingBytes);
                        return operation.read(bodies.parse(body.take()));
                      });
                })
            .chain(request -> file(request, work, hold, reading, fetched));
    return operation
        .task()
        .outcomes()
        .opening(client, deadline.hold(read))
        .chain(request -> answered(operation, request, hold, terms, deadline))
        .onTermination()
        .invoke(
            () -> {
              fetched.close();
              reading.close();
            });
  }

  /** The bytes are all that is needed of the file's text. */
  private <W> Uni<Read<W>> file(
      ClientRequest<W> request,
      CpuWork work,
      RequestHold hold,
      MemoryReservation reading,
      MemoryReservation fetched) {
    ClientRequest<W> rest = request.withoutFile();
    boolean url = ClientFiles.isUrl(request.file());
    return files
        .bytes(request.file(), work, fetched)
        .map(
            file -> {
              hold.shrinkTo(url ? 0 : file.length);
              reading.close();
              return new Read<>(rest, file);
            });
  }

  private <W, A> Uni<Envelope> answered(
      Operation<W, A> operation,
      Read<W> read,
      RequestHold hold,
      DocumentTerms terms,
      Deadline deadline) {
    ClientRequest<W> request = read.request();
    List<PictureOptions> pictures =
        operation.pictures(request, request.visualize().orElse(settings.visualize()));
    return documents
        .openBegun(
            new DocumentRequest(read.file(), hold, pictures, terms),
            operation.work(request),
            operation::pages,
            deadline)
        .chain(opened -> result(operation, request, opened))
        .map(result -> Success.of(request.logId(), result));
  }

  private static <W, A> Uni<Object> result(
      Operation<W, A> operation, ClientRequest<W> request, Opened<A> opened) {
    return opened
        .pages()
        .map(PageOutcome::done)
        .collect()
        .asList()
        .map(pages -> operation.result(request, opened.kind(), pages));
  }

  /** A request without its file's text, and the file. */
  private record Read<W>(ClientRequest<W> request, byte[] file) {}
}
