package dev.quire.document.process;

import dev.quire.document.DocumentSettings;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.process.DrawingMessage.AddText;
import dev.quire.document.process.DrawingMessage.Beat;
import dev.quire.document.process.DrawingMessage.Begin;
import dev.quire.document.process.DrawingMessage.Cancel;
import dev.quire.document.process.DrawingMessage.Cancelled;
import dev.quire.document.process.DrawingMessage.Draw;
import dev.quire.document.process.DrawingMessage.Drawn;
import dev.quire.document.process.DrawingMessage.Failed;
import dev.quire.document.process.DrawingMessage.Forget;
import dev.quire.document.process.DrawingMessage.Hello;
import dev.quire.document.process.DrawingMessage.Measure;
import dev.quire.document.process.DrawingMessage.Measured;
import dev.quire.document.process.DrawingMessage.NotPermitted;
import dev.quire.document.process.DrawingMessage.Open;
import dev.quire.document.process.DrawingMessage.Opened;
import dev.quire.document.process.DrawingMessage.ReadText;
import dev.quire.document.process.DrawingMessage.Ready;
import dev.quire.document.process.DrawingMessage.Refused;
import dev.quire.document.process.DrawingMessage.Taken;
import dev.quire.document.process.DrawingMessage.TextAdded;
import dev.quire.document.process.DrawingMessage.TextRead;
import dev.quire.document.searchable.Written;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageWarning;
import dev.quire.process.MessageCodec;
import dev.quire.process.MessageReader;
import dev.quire.process.MessageWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages as bytes: one byte for the kind, then its parts in order, as {@link MessageWriter} puts
 * them.
 */
final class DrawingCodec implements MessageCodec<DrawingMessage> {

  /** Raised with every change of a message's bytes. */
  static final int VERSION = 3;

  private static final byte HELLO = 0;
  private static final byte BEGIN = 1;
  private static final byte READY = 2;
  private static final byte OPEN = 3;
  private static final byte OPENED = 4;
  private static final byte MEASURE = 5;
  private static final byte MEASURED = 6;
  private static final byte DRAW = 7;
  private static final byte DRAWN = 8;
  private static final byte TAKEN = 9;
  private static final byte FORGET = 10;
  private static final byte CANCEL = 11;
  private static final byte CANCELLED = 12;
  private static final byte REFUSED = 13;
  private static final byte FAILED = 14;
  private static final byte BEAT = 15;
  private static final byte READ_TEXT = 16;
  private static final byte TEXT_READ = 17;
  private static final byte ADD_TEXT = 18;
  private static final byte TEXT_ADDED = 19;
  private static final byte NOT_PERMITTED = 20;

  @Override
  public byte[] encode(DrawingMessage message) throws IOException {
    MessageWriter to = new MessageWriter();
    if (message instanceof Hello hello) {
      to.kind(HELLO).number(hello.version());
    } else if (message instanceof Begin begin) {
      settings(to.kind(BEGIN), begin.settings());
    } else if (message instanceof Ready) {
      to.kind(READY);
    } else if (message instanceof Open open) {
      to.kind(OPEN).number(open.request()).longNumber(open.document());
      to.number(open.slot()).number(open.bytes()).texts(open.password().stream().toList());
    } else if (message instanceof Opened opened) {
      to.kind(OPENED).number(opened.pages());
    } else if (message instanceof Measure measure) {
      to.kind(MEASURE).number(measure.request()).longNumber(measure.document());
      to.number(measure.page());
    } else if (message instanceof Measured measured) {
      size(to.kind(MEASURED), measured.size());
    } else if (message instanceof Draw draw) {
      to.kind(DRAW).number(draw.request()).longNumber(draw.document()).number(draw.page());
      to.number(draw.text() ? 1 : 0);
    } else if (message instanceof Drawn drawn) {
      size(to.kind(DRAWN), drawn.size());
      to.longNumber(drawn.nanos()).number(drawn.slot());
      to.list(
          drawn.warnings(), warning -> to.number(warning.kind().ordinal()).text(warning.detail()));
      to.list(drawn.text().stream().toList(), text -> textRead(to, text));
    } else if (message instanceof ReadText read) {
      to.kind(READ_TEXT).number(read.request()).longNumber(read.document()).number(read.page());
    } else if (message instanceof TextRead read) {
      textRead(to.kind(TEXT_READ), read);
    } else if (message instanceof AddText add) {
      to.kind(ADD_TEXT).number(add.request()).longNumber(add.document());
      to.number(add.slot()).number(add.bytes());
    } else if (message instanceof TextAdded added) {
      written(to.kind(TEXT_ADDED).number(added.slot()).number(added.bytes()), added.written());
    } else if (message instanceof NotPermitted refused) {
      to.kind(NOT_PERMITTED).text(refused.message());
    } else if (message instanceof Taken) {
      to.kind(TAKEN);
    } else if (message instanceof Forget forget) {
      to.kind(FORGET).longNumber(forget.document());
    } else if (message instanceof Cancel cancel) {
      to.kind(CANCEL).number(cancel.request());
    } else if (message instanceof Cancelled) {
      to.kind(CANCELLED);
    } else if (message instanceof Refused refused) {
      to.kind(REFUSED).number(refused.reason().ordinal()).number(refused.page());
      to.text(refused.message());
    } else if (message instanceof Failed failed) {
      to.kind(FAILED).text(failed.message());
    } else if (message instanceof Beat) {
      to.kind(BEAT);
    }
    return to.toBytes();
  }

  @Override
  public DrawingMessage decode(byte[] bytes) throws IOException {
    return MessageReader.read(bytes, DrawingCodec::message);
  }

  @Override
  public DrawingMessage beat() {
    return new Beat();
  }

  private static DrawingMessage message(MessageReader from) throws IOException {
    byte kind = from.kind();
    return switch (kind) {
      case HELLO -> new Hello(from.number());
      case BEGIN -> new Begin(settings(from));
      case READY -> new Ready();
      case OPEN ->
          new Open(
              from.number(), from.longNumber(), from.number(), from.number(), first(from.texts()));
      case OPENED -> new Opened(from.number());
      case MEASURE -> new Measure(from.number(), from.longNumber(), from.number());
      case MEASURED -> new Measured(size(from));
      case DRAW -> new Draw(from.number(), from.longNumber(), from.number(), from.number() != 0);
      case DRAWN ->
          new Drawn(
              size(from),
              from.longNumber(),
              from.number(),
              from.list(() -> warning(from)),
              first(from.list(() -> textRead(from))));
      case READ_TEXT -> new ReadText(from.number(), from.longNumber(), from.number());
      case TEXT_READ -> textRead(from);
      case ADD_TEXT -> new AddText(from.number(), from.longNumber(), from.number(), from.number());
      case TEXT_ADDED -> new TextAdded(from.number(), from.number(), written(from));
      case NOT_PERMITTED -> new NotPermitted(from.text());
      case TAKEN -> new Taken();
      case FORGET -> new Forget(from.longNumber());
      case CANCEL -> new Cancel(from.number());
      case CANCELLED -> new Cancelled();
      case REFUSED -> new Refused(Reason.values()[from.number()], from.number(), from.text());
      case FAILED -> new Failed(from.text());
      case BEAT -> new Beat();
      default -> throw new IOException("There is no message of the kind " + kind);
    };
  }

  private static void settings(MessageWriter to, DocumentSettings settings) throws IOException {
    to.number(settings.dpi())
        .longNumber(settings.limits().maxPixels())
        .number(settings.limits().maxSide())
        .number(settings.limits().minSide())
        .longNumber(settings.maxInflatedBytes())
        .longNumber(settings.maxDrawTime().toNanos());
  }

  private static DocumentSettings settings(MessageReader from) throws IOException {
    return new DocumentSettings(
        from.number(),
        new ImageLimits(from.longNumber(), from.number(), from.number()),
        from.longNumber(),
        Duration.ofNanos(from.longNumber()));
  }

  private static void size(MessageWriter to, PageSize size) throws IOException {
    to.number(size.width()).number(size.height());
  }

  private static PageSize size(MessageReader from) throws IOException {
    return new PageSize(from.number(), from.number());
  }

  private static PageWarning warning(MessageReader from) throws IOException {
    return new PageWarning(PageWarning.Kind.values()[from.number()], from.text());
  }

  private static void textRead(MessageWriter to, TextRead read) throws IOException {
    to.number(read.slot()).number(read.bytes());
  }

  private static TextRead textRead(MessageReader from) throws IOException {
    return new TextRead(from.number(), from.number());
  }

  private static void written(MessageWriter to, Written written) throws IOException {
    to.number(written.pages()).number(written.layers());
    to.longNumber(written.words()).longNumber(written.present());
    to.list(written.notes(), note -> to.number(note.ordinal()));
  }

  private static Written written(MessageReader from) throws IOException {
    return new Written(
        from.number(),
        from.number(),
        from.longNumber(),
        from.longNumber(),
        Set.copyOf(from.list(() -> Written.Note.values()[from.number()])));
  }

  private static <T> Optional<T> first(List<T> parts) {
    return parts.stream().findFirst();
  }
}
