package dev.quire.document.searchable;

import java.nio.charset.StandardCharsets;

/**
 * Writes a ToUnicode CMap (ISO 32000-2, 9.10.3), which tells a viewer what character each code
 * stands for.
 */
final class ToUnicodeMap {

  /** Most entries of a section (Adobe Technical Note 5014). */
  private static final int SECTION = 100;

  private static final String HEAD =
      """
      /CIDInit /ProcSet findresource begin
      12 dict begin
      begincmap
      /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
      /CMapName /Adobe-Identity-UCS def
      /CMapType 2 def
      1 begincodespacerange
      <0000> <FFFF>
      endcodespacerange
      """;

  private static final String TAIL =
      """
      endcmap
      CMapName currentdict /CMap defineresource pop
      end
      end
      """;

  /**
   * @param characters the code points of codes 1, 2, 3 …; no surrogate among them
   */
  byte[] bytes(int[] characters) {
    StringBuilder map = new StringBuilder(HEAD);
    for (int from = 0; from < characters.length; from += SECTION) {
      int to = Math.min(from + SECTION, characters.length);
      map.append(to - from).append(" beginbfchar\n");
      for (int i = from; i < to; i++) {
        map.append('<').append(Hex.of(i + 1)).append("> <");
        for (char unit : Character.toChars(characters[i])) {
          map.append(Hex.of(unit));
        }
        map.append(">\n");
      }
      map.append("endbfchar\n");
    }
    return map.append(TAIL).toString().getBytes(StandardCharsets.US_ASCII);
  }
}
