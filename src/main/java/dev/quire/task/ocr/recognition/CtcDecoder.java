package dev.quire.task.ocr.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads the classes of a line's columns as connectionist temporal classification (Graves et al.,
 * 2006) has them: what repeats its neighbour to the left is the same character, and blanks stand
 * between characters. Immutable and thread-safe.
 */
public final class CtcDecoder {

  private static final int BLANK = 0;

  private final Charset charset;

  public CtcDecoder(Charset charset) {
    this.charset = Objects.requireNonNull(charset, "charset");
  }

  /** The line's characters. */
  public RecognizedLine decode(LineCodes codes) {
    List<RecognizedCharacter> characters = new ArrayList<>();
    double sum = 0;
    int before = BLANK;
    for (int column = 0; column < codes.classes().length; column++) {
      int found = codes.classes()[column];
      if (found != BLANK && found != before) {
        float probability = codes.probabilities()[column];
        characters.add(new RecognizedCharacter(charset.character(found), column, probability));
        sum += probability;
      }
      before = found;
    }
    double score = characters.isEmpty() ? 0 : sum / characters.size();
    return new RecognizedLine(characters, score, codes.classes().length, codes.filledShare());
  }
}
