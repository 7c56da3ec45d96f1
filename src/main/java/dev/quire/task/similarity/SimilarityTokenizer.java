package dev.quire.task.similarity;

import dev.quire.model.SimilarityModel;
import dev.quire.text.NativeTokenizer;
import dev.quire.text.Tokenizer;
import dev.quire.text.TokenizerDefinition;

/** Opens the tokenizers of similarity models. Thread-safe. */
public final class SimilarityTokenizer {

  private static final String JSON = ".json";

  /**
   * The tokenizer of a model.
   *
   * @return to be closed by the caller
   * @throws dev.quire.text.TokenizerException if its file is not what it should be
   */
  public Tokenizer open(SimilarityModel model) {
    String file = model.vocabulary().name();
    byte[] contents = model.vocabulary().bytes();
    return new NativeTokenizer(
        file.endsWith(JSON)
            ? TokenizerDefinition.parse(file, contents)
            : TokenizerDefinition.ofVocabulary(file, contents, model.lowerCase()));
  }
}
