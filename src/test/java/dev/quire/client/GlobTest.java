package dev.quire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.pdf          | a.pdf         | true",
        "*.pdf          | a/b.pdf       | false",
        "*.pdf          | a.PDF         | false",
        "**/*.pdf       | a.pdf         | true",
        "**/*.pdf       | a/b/c.pdf     | true",
        "a/**           | a/b/c         | true",
        "a**c           | ab/c          | true",
        "?.pdf          | 丁.pdf        | true",
        "?.pdf          | 😀.pdf        | true",
        "?.pdf          | /.pdf         | false",
        "é*             | éa            | true",
        "😀?             | 😀a           | true",
        "[a-c].pdf      | b.pdf         | true",
        "[!a-c].pdf     | b.pdf         | false",
        "[^a-c].pdf     | d.pdf         | true",
        "[!a]b          | /b            | false",
        "[a&&b]         | &             | true",
        "[]a]           | ]             | true",
        "[\\]            | \\            | true",
        "{a,b*}.tif     | bc.tif        | true",
        "{a,b*}.tif     | c.tif         | false",
        "{**/,}a        | x/a           | true",
        "a,b}           | a,b}          | true",
        "\\*            | *             | true",
        "\\*            | a             | false",
        "a.b+(c)$       | a.b+(c)$      | true",
        "a.b            | axb           | false"
      })
  void patternsMeanWhatTheyMeanInShells(String pattern, String name, boolean matches) {
    assertEquals(matches, Glob.of(pattern).matches(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "{a,b", "{a,{b}}", "a\\", "[a/b]", "[c-a]"})
  void whatIsNoPatternIsRefused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Glob.of(pattern));
  }

  @Test
  void aNameMayHaveLines() {
    assertEquals(true, Glob.of("**").matches("a\nb/c"));
  }
}
