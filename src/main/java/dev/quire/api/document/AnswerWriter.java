package dev.quire.api.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.CpuExecutor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Writes answers on the CPU pool: large ones take the event loop too long. Thread-safe. */
@Singleton
public class AnswerWriter {

  private final CpuExecutor pool;
  private final ObjectMapper json;

  AnswerWriter(CpuExecutor pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /** An answer as JSON. */
  public Uni<Object> json(Object answer) {
    return pool.finish(() -> written(answer));
  }

  /** An answer that is yet to be made, as JSON that is not written once more. */
  Uni<RawValue> line(Supplier<?> answer) {
    return pool.finish(() -> new RawValue(written(answer.get())));
  }

  private String written(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }
}
