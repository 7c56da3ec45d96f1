package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.OcrModel.Characters;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CtcDecoderProperties {

  private final Charset charset =
      Charset.of(new Characters(List.of("a", "b", "\u3000"), "keys.txt"), "rec.onnx", 5);

  private final CtcDecoder decoder = new CtcDecoder(charset);

  /** Two passes, as the definition has them: join what repeats, then drop the blanks. */
  @Property
  void aLineIsItsColumnsWithoutRepetitionsAndBlanks(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4) Integer> classes) {
    float[] probabilities = new float[classes.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (i * 37 % 101) / 101f;
    }
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      if (i == 0 || !classes.get(i).equals(classes.get(i - 1))) {
        starts.add(i);
      }
    }
    starts.removeIf(at -> classes.get(at) == 0);
    String text =
        String.join(
            "",
            starts.stream()
                .map(at -> List.of("a", "b", "\u3000", " ").get(classes.get(at) - 1))
                .toList());
    double mean = starts.stream().mapToDouble(at -> probabilities[at]).average().orElse(0);

    RecognizedLine line =
        decoder.decode(
            new LineCodes(
                classes.stream().mapToInt(Integer::intValue).toArray(), probabilities, 0.5));

    assertEquals(text, line.text());
    assertEquals(mean, line.score(), 1e-12);
    assertEquals(starts, line.characters().stream().map(RecognizedCharacter::column).toList());
    assertEquals(classes.size(), line.columns());
  }

  @Example
  void aBlankPartsEqualCharacters() {
    RecognizedLine line =
        decoder.decode(new LineCodes(new int[] {1, 1, 0, 1, 2, 2}, new float[6], 1));

    assertEquals("aab", line.text());
  }
}
