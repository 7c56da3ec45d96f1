package dev.quire.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * BERT's {@code vocab.txt}: UTF-8, a token a line, whose id is the number of the line from 0. Of a
 * token that stands there twice the later line counts, as with Hugging Face's {@code
 * BertTokenizer}.
 *
 * @param file what messages call it
 * @param tokens line by line
 */
record WordPieceVocabulary(String file, List<String> tokens) {

  WordPieceVocabulary {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads a file's contents.
   *
   * @throws TokenizerException if they are not UTF-8
   */
  static WordPieceVocabulary parse(String file, byte[] contents) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(contents)).toString();
      return new WordPieceVocabulary(file, text.lines().toList());
    } catch (CharacterCodingException e) {
      throw new TokenizerException("%s: not UTF-8; expected a token a line".formatted(file), e);
    }
  }

  /** The id of each token, in the order of the lines. */
  Map<String, Integer> ids() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int line = 0; line < tokens.size(); line++) {
      ids.put(tokens.get(line), line);
    }
    return ids;
  }
}
