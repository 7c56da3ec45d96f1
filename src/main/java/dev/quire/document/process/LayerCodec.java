package dev.quire.document.process;

import dev.quire.document.text.LayerFacts;
import dev.quire.document.text.TextLayer;
import dev.quire.process.MessageReader;
import dev.quire.process.MessageWriter;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.io.IOException;

/**
 * Text layers as bytes, which are too many for a message. Places keep the precision of a {@code
 * float}, which is all that text layers have.
 */
final class LayerCodec {

  byte[] encode(TextLayer layer) throws IOException {
    MessageWriter to = new MessageWriter();
    to.number(layer.width()).number(layer.height());
    LayerFacts facts = layer.facts();
    to.number(facts.characters()).number(facts.unmapped()).number(facts.privateUse());
    to.number(facts.invisible()).longNumber(Double.doubleToLongBits(facts.pictureShare()));
    to.list(facts.pictures(), area -> area(to, area)).number(facts.tooMuch() ? 1 : 0);
    to.list(layer.lines(), line -> line(to, line));
    return to.toBytes();
  }

  static void line(MessageWriter to, ReadLine line) throws IOException {
    to.text(line.text());
    area(to, line.area());
    to.number(line.mode().ordinal()).longNumber(Double.doubleToLongBits(line.score()));
    to.list(
        line.words(),
        word -> {
          to.text(word.text());
          area(to, word.area());
        });
  }

  private static void area(MessageWriter to, Area area) throws IOException {
    number(to, area.left());
    number(to, area.top());
    number(to, area.right());
    number(to, area.bottom());
  }

  private static void number(MessageWriter to, double number) throws IOException {
    to.number(Float.floatToIntBits((float) number));
  }

  /**
   * @throws IOException if the bytes are none of a text layer
   */
  TextLayer decode(byte[] bytes) throws IOException {
    return MessageReader.read(bytes, LayerCodec::layer);
  }

  private static TextLayer layer(MessageReader from) throws IOException {
    int width = from.number();
    int height = from.number();
    LayerFacts facts =
        new LayerFacts(
            from.number(),
            from.number(),
            from.number(),
            from.number(),
            Double.longBitsToDouble(from.longNumber()),
            from.list(() -> area(from)),
            from.number() != 0);
    return new TextLayer(width, height, from.list(() -> line(from)), facts);
  }

  static ReadLine line(MessageReader from) throws IOException {
    return new ReadLine(
        from.text(),
        area(from),
        WritingMode.values()[from.number()],
        Double.longBitsToDouble(from.longNumber()),
        from.list(() -> new ReadWord(from.text(), area(from))));
  }

  private static Area area(MessageReader from) throws IOException {
    return new Area(number(from), number(from), number(from), number(from));
  }

  private static double number(MessageReader from) throws IOException {
    return Float.intBitsToFloat(from.number());
  }
}
