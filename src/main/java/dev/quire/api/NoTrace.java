package dev.quire.api;

import dev.quire.model.Resolution;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Terms;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;

/** Keeps nothing. */
final class NoTrace implements ItemTrace {

  @Override
  public Terms of(Terms terms) {
    return terms;
  }

  @Override
  public <T> Uni<T> follow(Uni<T> answer) {
    return answer;
  }

  @Override
  public void waitsFor(InferenceRequest<?, ?> ticket) {
    // nobody asks
  }

  @Override
  public void at(Resolution resolution) {
    // nobody asks
  }

  @Override
  public void answered(StageTimes times, Served<?> served) {
    // nobody asks
  }

  @Override
  public void reused(String source, long totalNanos, Served<?> served) {
    // nobody asks
  }
}
