package dev.quire.engine.process;

import dev.quire.engine.Precision;
import dev.quire.engine.process.Message.Beat;
import dev.quire.engine.process.Message.Failed;
import dev.quire.engine.process.Message.Failure;
import dev.quire.engine.process.Message.Hello;
import dev.quire.engine.process.Message.Open;
import dev.quire.engine.process.Message.Opened;
import dev.quire.engine.process.Message.Placed;
import dev.quire.engine.process.Message.Ran;
import dev.quire.engine.process.Message.Run;
import dev.quire.engine.process.Message.Trim;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages as bytes: one byte for the kind, then its parts in order, numbers big-endian, strings as
 * UTF-8 behind their length, lists behind their size.
 */
final class Wire {

  /** Raised with every change of a message's bytes. */
  static final int VERSION = 1;

  private static final byte HELLO = 0;
  private static final byte OPEN = 1;
  private static final byte OPENED = 2;
  private static final byte RUN = 3;
  private static final byte RAN = 4;
  private static final byte FAILED = 5;
  private static final byte TRIM = 6;
  private static final byte BEAT = 7;

  byte[] encode(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder to = new Encoder(new DataOutputStream(bytes));
    if (message instanceof Hello hello) {
      to.kind(HELLO).number(hello.version());
    } else if (message instanceof Open open) {
      to.kind(OPEN)
          .text(open.engine().name())
          .text(open.engine().factory())
          .settings(open.engine().settings())
          .text(open.model())
          .text(open.graph().toString())
          .text(open.weights().map(Path::toString).orElse(""))
          .text(open.device());
    } else if (message instanceof Opened opened) {
      to.kind(OPENED)
          .specs(opened.inputs())
          .specs(opened.outputs())
          .number(opened.precision().ordinal());
    } else if (message instanceof Run run) {
      to.kind(RUN).places(run.inputs()).texts(run.outputs());
    } else if (message instanceof Ran ran) {
      to.kind(RAN).places(ran.outputs());
    } else if (message instanceof Failed failed) {
      to.kind(FAILED).number(failed.failure().ordinal()).text(failed.message());
    } else if (message instanceof Trim) {
      to.kind(TRIM);
    } else if (message instanceof Beat) {
      to.kind(BEAT);
    }
    return bytes.toByteArray();
  }

  /**
   * The message that the bytes are.
   *
   * @throws IOException if they are none
   */
  Message decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Decoder from = new Decoder(in);
    Message message;
    try {
      message = decode(from);
    } catch (RuntimeException e) {
      throw new IOException("A message holds a value that it cannot have: " + e.getMessage(), e);
    }
    if (in.available() > 0) {
      throw new IOException("A message has %d bytes too many".formatted(in.available()));
    }
    return message;
  }

  private static Message decode(Decoder from) throws IOException {
    byte kind = from.kind();
    return switch (kind) {
      case HELLO -> new Hello(from.number());
      case OPEN ->
          new Open(
              new EngineSpec(from.text(), from.text(), from.settings()),
              from.text(),
              Path.of(from.text()),
              Optional.of(from.text()).filter(path -> !path.isEmpty()).map(Path::of),
              from.text());
      case OPENED -> new Opened(from.specs(), from.specs(), Precision.values()[from.number()]);
      case RUN -> new Run(from.places(), from.texts());
      case RAN -> new Ran(from.places());
      case FAILED -> new Failed(Failure.values()[from.number()], from.text());
      case TRIM -> new Trim();
      case BEAT -> new Beat();
      default -> throw new IOException("There is no message of the kind " + kind);
    };
  }

  private record Encoder(DataOutputStream out) {

    Encoder kind(byte kind) throws IOException {
      out.writeByte(kind);
      return this;
    }

    Encoder number(int number) throws IOException {
      out.writeInt(number);
      return this;
    }

    Encoder text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
      return this;
    }

    Encoder texts(List<String> texts) throws IOException {
      number(texts.size());
      for (String text : texts) {
        text(text);
      }
      return this;
    }

    Encoder settings(Map<String, String> settings) throws IOException {
      number(settings.size());
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        text(setting.getKey()).text(setting.getValue());
      }
      return this;
    }

    Encoder type(ElementType type, Shape shape) throws IOException {
      number(type.ordinal()).number(shape.rank());
      for (long dimension : shape.dimensions()) {
        out.writeLong(dimension);
      }
      return this;
    }

    Encoder specs(List<TensorSpec> specs) throws IOException {
      number(specs.size());
      for (TensorSpec spec : specs) {
        text(spec.name()).type(spec.type(), spec.shape());
      }
      return this;
    }

    Encoder places(List<Placed> places) throws IOException {
      number(places.size());
      for (Placed place : places) {
        text(place.name()).type(place.type(), place.shape()).number(place.slot());
      }
      return this;
    }
  }

  private record Decoder(DataInputStream in) {

    byte kind() throws IOException {
      return in.readByte();
    }

    int number() throws IOException {
      return in.readInt();
    }

    /** A number of things that take a byte each at least. */
    int count() throws IOException {
      int count = in.readInt();
      if (count < 0 || count > in.available()) {
        throw new IOException(
            "A message of %d more bytes cannot hold %d things".formatted(in.available(), count));
      }
      return count;
    }

    String text() throws IOException {
      return new String(in.readNBytes(count()), StandardCharsets.UTF_8);
    }

    List<String> texts() throws IOException {
      return list(this::text);
    }

    Map<String, String> settings() throws IOException {
      Map<String, String> settings = new LinkedHashMap<>();
      for (int left = count(); left > 0; left--) {
        settings.put(text(), text());
      }
      return settings;
    }

    ElementType type() throws IOException {
      return ElementType.values()[number()];
    }

    Shape shape() throws IOException {
      return new Shape(list(in::readLong));
    }

    List<TensorSpec> specs() throws IOException {
      return list(() -> new TensorSpec(text(), type(), shape()));
    }

    List<Placed> places() throws IOException {
      return list(() -> new Placed(text(), type(), shape(), number()));
    }

    private <T> List<T> list(Part<T> part) throws IOException {
      int count = count();
      List<T> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(part.read());
      }
      return all;
    }
  }

  private interface Part<T> {
    T read() throws IOException;
  }
}
