package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes lines of JSON as fast as they come: a page's answer is small beside its page.
 *
 * @param consumer hears of each
 * @param heard called whenever one has come
 */
record AnswerLines(Consumer<ObjectNode> consumer, Runnable heard)
    implements Flow.Subscriber<String> {

  /**
   * Receives an answer's lines.
   *
   * @param end tells what became of them, after the last one
   */
  BodySubscriber<Reply> until(Supplier<Reply> end) {
    return BodySubscribers.fromLineSubscriber(
        this, lines -> end.get(), StandardCharsets.UTF_8, "\n");
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    heard.run();
    if (!line.isBlank()) {
      consumer.accept(AnswerJson.object(line));
    }
  }

  @Override
  public void onError(Throwable failure) {
    // the exchange fails with it
  }

  @Override
  public void onComplete() {
    // the exchange ends with it
  }
}
