package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionWordsTest {

  @ParameterizedTest
  @CsvSource({
    "Figure 1: The north, true",
    "Fig. 2.3. The north, true",
    "TABLE 4, true",
    "Abbildung 12 – Norden, true",
    "图 3 北方, true",
    "表1：水位, true",
    "Figure 1 shows the north, false",
    "Tables and chairs, false",
    "2.1 Figures, false",
    "Figures 1: two, false"
  })
  void captionsAreToldByTheirFirstWords(String text, boolean caption) {
    assertEquals(caption, CaptionWords.begin(List.of(ReadLine.of(text, new Area(0, 0, 100, 20)))));
  }
}
