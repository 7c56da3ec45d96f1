package dev.quire.log;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.MDC;

/**
 * What a line of the log is about, in fields that can be searched for: JSON has them under {@code
 * mdc}, plain text leaves them out because the line's words say the same. Immutable.
 *
 * @param values the fields and their values, none of them null
 */
public record LogFields(Map<String, String> values) {

  /** The model that a line is about. */
  public static final String MODEL = "model";

  /** The device that a line is about. */
  public static final String DEVICE = "device";

  /** The id under which a client has been told of a failure. */
  public static final String REQUEST = "requestId";

  public LogFields {
    values = Map.copyOf(values);
  }

  /** The field {@value #MODEL} alone. */
  public static LogFields model(String name) {
    return new LogFields(Map.of(MODEL, name));
  }

  /** The field {@value #DEVICE} alone. */
  public static LogFields device(String name) {
    return new LogFields(Map.of(DEVICE, name));
  }

  /** The field {@value #REQUEST} alone. */
  public static LogFields request(String id) {
    return new LogFields(Map.of(REQUEST, id));
  }

  /** These and the field {@value #DEVICE}. */
  public LogFields on(String device) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(DEVICE, device);
    return new LogFields(more);
  }

  /**
   * Gives the fields to what is logged meanwhile on this thread, and then puts back what was there.
   *
   * @param lines must not throw, nor wait for another thread
   */
  public void around(Runnable lines) {
    ContextInternal context = (ContextInternal) Vertx.currentContext();
    if (context == null || context.isDuplicate()) {
      give(lines);
    } else {
      // a verticle's or a timer's own context keeps no fields, because many share it
      context.duplicate().dispatch(() -> give(lines));
    }
  }

  private void give(Runnable lines) {
    Map<String, Object> before = new TreeMap<>();
    values.forEach(
        (field, value) -> {
          Object old = MDC.put(field, value);
          if (old != null) {
            before.put(field, old);
          }
        });
    try {
      lines.run();
    } finally {
      values.keySet().forEach(MDC::remove);
      before.forEach(MDC::put);
    }
  }
}
