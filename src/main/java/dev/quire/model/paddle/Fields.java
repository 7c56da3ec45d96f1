package dev.quire.model.paddle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.quire.model.ModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A protobuf message of Paddle's, read by field numbers. As with Paddle's own reader, fields of
 * other numbers or wire types are passed over, the last of several values counts where one is asked
 * for, and lists may be packed or not.
 */
final class Fields {

  private final String where;
  private final UnknownFieldSet fields;

  private Fields(String where, UnknownFieldSet fields) {
    this.where = where;
    this.fields = fields;
  }

  /**
   * Reads a message.
   *
   * @param where what error messages call it, such as {@code inference.pdmodel: block 0}
   * @throws ModelException if the bytes are no protobuf message
   */
  static Fields parse(String where, ByteString bytes) {
    try {
      return new Fields(where, UnknownFieldSet.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "%s: %d bytes that are no part of a Paddle program, or only the beginning of one (%s)"
              .formatted(where, bytes.size(), e.getMessage()),
          e);
    }
  }

  /** An error that names this message. */
  ModelException error(String message) {
    return new ModelException(where + " " + message);
  }

  /**
   * An integer, truth value or number of an enumeration that must be there.
   *
   * @param meaning what error messages call it
   */
  long number(int field, String meaning) {
    return number(field).orElseThrow(() -> missing(meaning));
  }

  /** An integer, truth value or number of an enumeration. */
  Optional<Long> number(int field) {
    return last(fields.getField(field).getVarintList());
  }

  List<Long> numbers(int field) {
    List<Long> numbers = new ArrayList<>(fields.getField(field).getVarintList());
    packed(field, input -> numbers.add(input.readRawVarint64()));
    return numbers;
  }

  Optional<Float> real(int field) {
    return last(fields.getField(field).getFixed32List()).map(Float::intBitsToFloat);
  }

  List<Float> reals(int field) {
    List<Float> reals = new ArrayList<>();
    fields.getField(field).getFixed32List().forEach(bits -> reals.add(Float.intBitsToFloat(bits)));
    packed(field, input -> reals.add(input.readFloat()));
    return reals;
  }

  List<Double> doubles(int field) {
    List<Double> doubles = new ArrayList<>();
    fields
        .getField(field)
        .getFixed64List()
        .forEach(bits -> doubles.add(Double.longBitsToDouble(bits)));
    packed(field, input -> doubles.add(input.readDouble()));
    return doubles;
  }

  /** Text for people, in which bytes that are no UTF-8 become question marks. */
  Optional<String> text(int field) {
    return last(fields.getField(field).getLengthDelimitedList()).map(ByteString::toStringUtf8);
  }

  List<String> texts(int field) {
    return fields.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  /**
   * A name that must be there, in UTF-8.
   *
   * @param meaning what error messages call it
   */
  String name(int field, String meaning) {
    return last(fields.getField(field).getLengthDelimitedList())
        .map(bytes -> name(bytes, meaning))
        .orElseThrow(() -> missing(meaning));
  }

  List<String> names(int field, String meaning) {
    return fields.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> name(bytes, meaning))
        .toList();
  }

  /** An inner message that must be there. */
  Fields message(int field, String meaning) {
    return optionalMessage(field).orElseThrow(() -> missing(meaning));
  }

  Optional<Fields> optionalMessage(int field) {
    // Several parts of one message mean the same as their concatenation.
    return fields.getField(field).getLengthDelimitedList().stream()
        .reduce(ByteString::concat)
        .map(bytes -> parse(where, bytes));
  }

  /**
   * Inner messages in their order.
   *
   * @param each what error messages call one of them; its index follows
   */
  List<Fields> messages(int field, String each) {
    List<ByteString> messages = fields.getField(field).getLengthDelimitedList();
    return IntStream.range(0, messages.size())
        .mapToObj(i -> parse(where + ", " + each + " " + i, messages.get(i)))
        .toList();
  }

  private String name(ByteString bytes, String meaning) {
    if (bytes.isEmpty() || !bytes.isValidUtf8()) {
      throw error("has %s '%s'; expected a name".formatted(meaning, bytes.toStringUtf8()));
    }
    return bytes.toStringUtf8();
  }

  private ModelException missing(String meaning) {
    return error("has no %s; it is no part of a Paddle program".formatted(meaning));
  }

  private static <T> Optional<T> last(List<T> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Reads one number from a list written without gaps. */
  private interface PackedReader {
    void read(CodedInputStream input) throws IOException;
  }

  private void packed(int field, PackedReader reader) {
    for (ByteString bytes : fields.getField(field).getLengthDelimitedList()) {
      CodedInputStream input = bytes.newCodedInput();
      try {
        while (!input.isAtEnd()) {
          reader.read(input);
        }
      } catch (IOException e) {
        throw new ModelException(
            "%s has a list of numbers that breaks off (%s)".formatted(where, e.getMessage()), e);
      }
    }
  }
}
