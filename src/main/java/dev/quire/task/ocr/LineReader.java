package dev.quire.task.ocr;

import dev.quire.task.ocr.recognition.CtcDecoder;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.RecognizedLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a line of text of what the recogniser gave: decoded, its spaces put back, its words placed.
 * Immutable and thread-safe.
 */
public final class LineReader {

  private final CtcDecoder decoder;
  private final Spaces spaces = new Spaces();
  private final Words words = new Words();

  /**
   * @param decoder knows what the recogniser's classes mean
   */
  public LineReader(CtcDecoder decoder) {
    this.decoder = Objects.requireNonNull(decoder, "decoder");
  }

  /** The characters of what the recogniser gave. */
  public RecognizedLine decode(LineCodes codes) {
    return decoder.decode(codes);
  }

  /**
   * The line's text.
   *
   * @param recognized its characters
   * @return empty if it was read less surely than the options ask for
   */
  public Optional<TextLine> read(CroppedLine line, RecognizedLine recognized, LineOptions options) {
    if (recognized.score() < options.leastScore()) {
      return Optional.empty();
    }
    PlacedText text = placed(recognized);
    if (options.mendsSpaces()) {
      text = spaces.restored(line.crop().image(), text);
    }
    List<Word> places = options.words() ? words.of(text, line.crop().geometry()) : List.of();
    return Optional.of(
        new TextLine(
            line.quad(),
            line.box().score(),
            line.turned(),
            text.text(),
            recognized.score(),
            places,
            Optional.empty()));
  }

  private static PlacedText placed(RecognizedLine line) {
    return new PlacedText(
        line.characters().stream()
            .map(character -> new PlacedCharacter(character.text(), character.column()))
            .toList(),
        line.columns(),
        line.filledShare());
  }
}
