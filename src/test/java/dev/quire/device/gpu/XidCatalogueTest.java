package dev.quire.device.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.device.gpu.Verdict.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XidCatalogueTest {

  @Test
  void exactlyTheseNumbersAreCritical() {
    assertEquals(
        List.of(
            46, 48, 61, 62, 64, 74, 79, 94, 95, 109, 110, 119, 120, 136, 140, 143, 156, 158, 167,
            169, 171, 172),
        IntStream.rangeClosed(0, 1000)
            .filter(xid -> XidCatalogue.severity(xid) == Severity.CRITICAL)
            .boxed()
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "48,Xid 48: double-bit ECC error",
    "45,Xid 45: a program's work was removed",
    "7,Xid 7",
    "-1,Xid -1"
  })
  void numbersAreExplainedWhereTheirMeaningIsKnown(int xid, String text) {
    assertEquals(text, XidCatalogue.describe(xid));
  }
}
