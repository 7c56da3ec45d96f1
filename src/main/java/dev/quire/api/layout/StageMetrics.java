package dev.quire.api.layout;

import dev.quire.api.StageRecorder;
import io.micrometer.core.instrument.MeterRegistry;

/** A histogram of each stage of a page's life; see {@link StageRecorder}. */
public final class StageMetrics {

  private final StageRecorder recorder;

  public StageMetrics(MeterRegistry registry, String model) {
    this.recorder = new StageRecorder(registry, model);
  }

  void record(Stages stages) {
    recorder.record(stages.times());
  }
}
