package dev.quire.model.paddle;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;
import java.util.function.Function;

/** Collects the fields of a protobuf message of Paddle's. They are written by rising number. */
final class MessageWriter {

  private final UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();

  MessageWriter number(int field, long value) {
    return add(field, Field.newBuilder().addVarint(value));
  }

  MessageWriter numbers(int field, List<? extends Number> values) {
    return addAll(field, values, value -> Field.newBuilder().addVarint(value.longValue()));
  }

  MessageWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  MessageWriter flags(int field, List<Boolean> values) {
    return addAll(field, values, value -> Field.newBuilder().addVarint(value ? 1 : 0));
  }

  MessageWriter real(int field, float value) {
    return add(field, Field.newBuilder().addFixed32(Float.floatToRawIntBits(value)));
  }

  MessageWriter reals(int field, List<Float> values) {
    return addAll(
        field, values, value -> Field.newBuilder().addFixed32(Float.floatToRawIntBits(value)));
  }

  MessageWriter doubles(int field, List<Double> values) {
    return addAll(
        field, values, value -> Field.newBuilder().addFixed64(Double.doubleToRawLongBits(value)));
  }

  MessageWriter text(int field, String value) {
    return add(field, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(value)));
  }

  MessageWriter texts(int field, List<String> values) {
    values.forEach(value -> text(field, value));
    return this;
  }

  MessageWriter message(int field, MessageWriter inner) {
    return add(field, Field.newBuilder().addLengthDelimited(inner.message.build().toByteString()));
  }

  byte[] toBytes() {
    return message.build().toByteArray();
  }

  private <T> MessageWriter addAll(int field, List<T> values, Function<T, Field.Builder> one) {
    values.forEach(value -> add(field, one.apply(value)));
    return this;
  }

  private MessageWriter add(int field, Field.Builder value) {
    message.mergeField(field, value.build());
    return this;
  }
}
