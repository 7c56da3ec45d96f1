package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of a body and gathers what is wrong with them, so that a client learns of all
 * its errors at once. A field that is null counts as absent; fields that nobody asks for are
 * ignored, as PaddleX ignores them. For one request; not thread-safe.
 */
final class Fields {

  private final ObjectNode body;
  private final List<ValidationError> errors = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  Fields(ObjectNode body) {
    this.body = body;
  }

  /** A field that must be there; {@code substitute} stands for it until {@link #requireValid}. */
  <T> T required(String name, FieldType<T> type, T substitute) {
    if (!body.has(name)) {
      errors.add(new ValidationError("missing", location(name), "Field required", body));
      return substitute;
    }
    return read(name, body.get(name), type).orElse(substitute);
  }

  /** A field that may be absent; empty also where it is wrong. */
  <T> Optional<T> optional(String name, FieldType<T> type) {
    JsonNode value = body.get(name);
    return value == null || value.isNull() ? Optional.empty() : read(name, value, type);
  }

  /**
   * What nothing is wrong with, but this service cannot do.
   *
   * @param wanted whether it is wanted
   * @param reason for people
   */
  void refuse(boolean wanted, String reason) {
    if (wanted) {
      refusals.add(reason);
    }
  }

  /**
   * To be called before anything that was read is used.
   *
   * @throws ValidationException if anything was wrong
   * @throws RefusedException if nothing was, but something is wanted that cannot be done
   */
  void requireValid() {
    if (!errors.isEmpty()) {
      throw new ValidationException(errors);
    }
    if (!refusals.isEmpty()) {
      throw new RefusedException(refusals.get(0));
    }
  }

  private <T> Optional<T> read(String name, JsonNode value, FieldType<T> type) {
    try {
      return Optional.of(type.read(value));
    } catch (InvalidValueException e) {
      errors.add(new ValidationError(e.type(), location(name), e.getMessage(), value));
      return Optional.empty();
    }
  }

  private static List<Object> location(String name) {
    return List.of("body", name);
  }
}
