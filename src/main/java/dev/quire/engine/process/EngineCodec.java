package dev.quire.engine.process;

import dev.quire.engine.Precision;
import dev.quire.engine.process.EngineMessage.Beat;
import dev.quire.engine.process.EngineMessage.Failed;
import dev.quire.engine.process.EngineMessage.Failure;
import dev.quire.engine.process.EngineMessage.Hello;
import dev.quire.engine.process.EngineMessage.Open;
import dev.quire.engine.process.EngineMessage.Opened;
import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.engine.process.EngineMessage.Ran;
import dev.quire.engine.process.EngineMessage.Run;
import dev.quire.engine.process.EngineMessage.Trim;
import dev.quire.process.MessageCodec;
import dev.quire.process.MessageReader;
import dev.quire.process.MessageWriter;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages as bytes: one byte for the kind, then its parts in order, as {@link MessageWriter} puts
 * them.
 */
final class EngineCodec implements MessageCodec<EngineMessage> {

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

  @Override
  public byte[] encode(EngineMessage message) throws IOException {
    MessageWriter writer = new MessageWriter();
    Encoder to = new Encoder(writer);
    if (message instanceof Hello hello) {
      writer.kind(HELLO).number(hello.version());
    } else if (message instanceof Open open) {
      writer.kind(OPEN).text(open.engine().name()).text(open.engine().factory());
      to.settings(open.engine().settings());
      writer
          .text(open.model())
          .text(open.graph().toString())
          .text(open.weights().map(Path::toString).orElse(""))
          .text(open.device());
    } else if (message instanceof Opened opened) {
      writer.kind(OPENED).list(opened.inputs(), to::spec).list(opened.outputs(), to::spec);
      writer.number(opened.precision().ordinal());
    } else if (message instanceof Run run) {
      writer.kind(RUN).list(run.inputs(), to::place).texts(run.outputs());
    } else if (message instanceof Ran ran) {
      writer.kind(RAN).list(ran.outputs(), to::place);
    } else if (message instanceof Failed failed) {
      writer.kind(FAILED).number(failed.failure().ordinal()).text(failed.message());
    } else if (message instanceof Trim) {
      writer.kind(TRIM);
    } else if (message instanceof Beat) {
      writer.kind(BEAT);
    }
    return writer.toBytes();
  }

  @Override
  public EngineMessage decode(byte[] bytes) throws IOException {
    return MessageReader.read(bytes, from -> decode(new Decoder(from)));
  }

  @Override
  public EngineMessage beat() {
    return new Beat();
  }

  private static EngineMessage decode(Decoder parts) throws IOException {
    MessageReader from = parts.from();
    byte kind = from.kind();
    return switch (kind) {
      case HELLO -> new Hello(from.number());
      case OPEN ->
          new Open(
              new EngineSpec(from.text(), from.text(), parts.settings()),
              from.text(),
              Path.of(from.text()),
              Optional.of(from.text()).filter(path -> !path.isEmpty()).map(Path::of),
              from.text());
      case OPENED ->
          new Opened(
              from.list(parts::spec), from.list(parts::spec), Precision.values()[from.number()]);
      case RUN -> new Run(from.list(parts::place), from.texts());
      case RAN -> new Ran(from.list(parts::place));
      case FAILED -> new Failed(Failure.values()[from.number()], from.text());
      case TRIM -> new Trim();
      case BEAT -> new Beat();
      default -> throw new IOException("There is no message of the kind " + kind);
    };
  }

  /** How the parts of messages about models are put. */
  private record Encoder(MessageWriter to) {

    void settings(Map<String, String> settings) throws IOException {
      to.number(settings.size());
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        to.text(setting.getKey()).text(setting.getValue());
      }
    }

    void spec(TensorSpec spec) throws IOException {
      to.text(spec.name());
      type(spec.type(), spec.shape());
    }

    void place(Placed place) throws IOException {
      to.text(place.name());
      type(place.type(), place.shape());
      to.number(place.slot());
    }

    private void type(ElementType type, Shape shape) throws IOException {
      to.number(type.ordinal()).list(shape.dimensions(), to::longNumber);
    }
  }

  /** How they are taken. */
  private record Decoder(MessageReader from) {

    Map<String, String> settings() throws IOException {
      Map<String, String> settings = new LinkedHashMap<>();
      for (int left = from.count(); left > 0; left--) {
        settings.put(from.text(), from.text());
      }
      return settings;
    }

    TensorSpec spec() throws IOException {
      return new TensorSpec(from.text(), type(), shape());
    }

    Placed place() throws IOException {
      return new Placed(from.text(), type(), shape(), from.number());
    }

    private ElementType type() throws IOException {
      return ElementType.values()[from.number()];
    }

    private Shape shape() throws IOException {
      return new Shape(from.list(from::longNumber));
    }
  }
}
