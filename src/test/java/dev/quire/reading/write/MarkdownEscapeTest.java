package dev.quire.reading.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownEscapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '¬',
      textBlock =
          """
          # no heading         ¦ \\# no heading
          #                    ¦ \\#
          > no quotation       ¦ \\> no quotation
          - no item            ¦ \\- no item
          + no item            ¦ \\+ no item
          * no item            ¦ \\* no item
          -                    ¦ \\-
          ---                  ¦ \\---
          - - -                ¦ \\- - -
          ***                  ¦ \\*\\*\\*
          ___                  ¦ \\_\\_\\_
          ===                  ¦ \\===
          ~~~                  ¦ \\~\\~\\~
          1. no item           ¦ 1\\. no item
          12) no item          ¦ 12\\) no item
          1.                   ¦ 1\\.
          [ ] no task          ¦ \\[ ] no task
          [a]: no definition   ¦ [a\\]: no definition
          [^1]: no footnote    ¦ \\[^1\\]: no footnote
          :-- no row           ¦ \\:-- no row
          <script>             ¦ \\<script>
          1.5 and -5 stay      ¦ 1.5 and -5 stay
          1234567890. stays    ¦ 1234567890. stays
          """)
  void nothingThatBeginsALineIsAMark(String text, String escaped) {
    assertEquals(escaped, MarkdownEscape.line(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '¬',
      textBlock =
          """
          a *b* c              ¦ a \\*b\\* c
          a _b_ c              ¦ a _b\\_ c
          a __b__ c            ¦ a __b\\_\\_ c
          snake_case_name      ¦ snake_case_name
          f_(x)                ¦ f\\_(x)
          ~~gone~~             ¦ ~~gone\\~\\~
          H~2~O                ¦ H\\~2\\~O
          about ~5             ¦ about ~5
          `code`               ¦ \\`code\\`
          $5 and $6            ¦ \\$5 and \\$6
          \\alpha              ¦ \\\\alpha
          [12]                 ¦ [12]
          [a](b)               ¦ [a\\](b)
          [a][b]               ¦ [a\\][b]
          a < b                ¦ a < b
          p <0.05              ¦ p <0.05
          x <y> z              ¦ x \\<y> z
          <!-- x -->           ¦ \\<!-- x -->
          AT&T &amp; &#35;     ¦ AT&T \\&amp; \\&#35;
          http://a.b/~c/d_e    ¦ http://a.b/~c/d_e
          """)
  void nothingWithinALineIsAMark(String text, String escaped) {
    assertEquals(escaped, MarkdownEscape.inline(text));
  }

  @Test
  void numberSignsAtTheEndOfAHeadingStay() {
    assertEquals("In C \\#", MarkdownEscape.heading("In C #"));
    assertEquals("\\##", MarkdownEscape.heading("##"));
    assertEquals("# of items", MarkdownEscape.heading("# of items"));
  }

  @Test
  void pipesAreEscapedInCellsAndBracketsInDescriptions() {
    assertEquals("a\\|b\\\\\\|c", MarkdownEscape.cell("a|b\\|c"));
    assertEquals("see \\[1\\] \\]", MarkdownEscape.alternative("see [1] ]"));
  }
}
