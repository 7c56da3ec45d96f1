package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Writes an answer to a file as it comes. On one thread. */
final class PartBody implements BodySubscriber<Reply> {

  private final OutputFile.Part part;
  private final Consumer<Answer> answers;
  private final Runnable heard;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private Flow.Subscription subscription;

  /**
   * @param answers hears of the file when it is whole
   * @param heard called whenever something has come
   */
  PartBody(OutputFile.Part part, Consumer<Answer> answers, Runnable heard) {
    this.part = part;
    this.answers = answers;
    this.heard = heard;
  }

  /** What the result of a file of so many bytes is. */
  static Answer answer(long bytes) {
    return new Answer.LaidOut(
        Chunk.Picture.PAGE, JsonNodeFactory.instance.objectNode().put("bytes", bytes));
  }

  /** A file system that takes no more bytes takes none of the next document either. */
  static Reply unwritable(IOException cause) {
    return new Reply.Rejected("A file cannot be written: " + cause.getMessage());
  }

  @Override
  public CompletionStage<Reply> getBody() {
    return reply;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    heard.run();
    try {
      for (ByteBuffer piece : pieces) {
        part.write(piece);
      }
      subscription.request(1);
    } catch (IOException e) {
      subscription.cancel();
      close();
      reply.complete(unwritable(e));
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
    reply.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    try {
      answers.accept(answer(part.close()));
      reply.complete(new Reply.Complete());
    } catch (IOException e) {
      reply.complete(unwritable(e));
    }
  }

  /** What was written so far is of no use. */
  private void close() {
    try {
      part.close();
    } catch (IOException e) {
      // nothing is lost
    }
  }
}
