package dev.quire.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a tokenizer does, in the words of Hugging Face's {@code tokenizer.json}: BERT's WordPiece,
 * without truncation, padding or special tokens around the text, which are the task's business.
 * Immutable.
 *
 * @param file what messages call the file that it was read from
 * @param json a {@code tokenizer.json}
 * @param special the special tokens' ids
 * @param size number of ids, one more than the highest
 */
public record TokenizerDefinition(String file, String json, SpecialTokens special, int size) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TYPE = "type";

  /** Words of more characters become one {@code [UNK]}, as with {@code BertTokenizer}. */
  private static final int LONGEST_WORD = 100;

  /** What stands as such in a text is taken for the token, as {@code BertTokenizer} does. */
  private static final List<String> SPECIAL =
      List.of(
          SpecialTokens.PADDING,
          SpecialTokens.UNKNOWN,
          SpecialTokens.START,
          SpecialTokens.SEPARATOR,
          SpecialTokens.MASK);

  public TokenizerDefinition {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(special, "special");
  }

  /**
   * What {@code BertTokenizer} does with a {@code vocab.txt}: cleans the text, sets each Chinese
   * character apart, splits at spaces and punctuation, and spells words with the longest pieces.
   *
   * @param file what messages call it
   * @param contents a token a line
   * @param lowerCase whether the text is turned to lower case and loses its accents
   * @throws TokenizerException if it is not UTF-8, or a special token is missing
   */
  public static TokenizerDefinition ofVocabulary(String file, byte[] contents, boolean lowerCase) {
    WordPieceVocabulary vocabulary = WordPieceVocabulary.parse(file, contents);
    Map<String, Integer> ids = vocabulary.ids();
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    ArrayNode added = root.putArray("added_tokens");
    SPECIAL.stream()
        .filter(ids::containsKey)
        .forEach(token -> added.add(added(token, ids.get(token))));
    root.putObject("normalizer")
        .put(TYPE, "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("strip_accents", lowerCase)
        .put("lowercase", lowerCase);
    root.putObject("pre_tokenizer").put(TYPE, "BertPreTokenizer");
    ObjectNode model =
        root.putObject("model")
            .put(TYPE, "WordPiece")
            .put("unk_token", SpecialTokens.UNKNOWN)
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode words = model.putObject("vocab");
    ids.forEach(words::put);
    return of(file, root, ids);
  }

  /**
   * A {@code tokenizer.json} as Hugging Face's tokenizers write it; its truncation, padding and
   * post-processing are left out.
   *
   * @param file what messages call it
   * @throws TokenizerException if it is no JSON, its model is not WordPiece, or a special token is
   *     missing
   */
  public static TokenizerDefinition parse(String file, byte[] contents) {
    JsonNode root = read(file, contents);
    JsonNode model = root.path("model");
    // older files do not say what their model is, where only WordPiece has a prefix for pieces
    boolean wordPiece =
        model.has(TYPE)
            ? model.get(TYPE).asText().equals("WordPiece")
            : model.has("max_input_chars_per_word");
    if (!(root instanceof ObjectNode object) || !wordPiece || !model.path("vocab").isObject()) {
      throw new TokenizerException(
          "%s: the tokenizer's model is %s; expected WordPiece with a vocab, as BERT's are"
              .formatted(file, model.path(TYPE).asText("missing")));
    }
    Map<String, Integer> ids = new HashMap<>();
    model.get("vocab").properties().forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
    root.path("added_tokens")
        .forEach(token -> ids.put(token.path("content").asText(), token.path("id").asInt()));
    object.putNull("truncation").putNull("padding").putNull("post_processor");
    return of(file, object, ids);
  }

  private static JsonNode read(String file, byte[] contents) {
    try {
      return MAPPER.readTree(contents);
    } catch (JsonProcessingException e) {
      throw new TokenizerException(
          "%s: not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new TokenizerException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static TokenizerDefinition of(String file, ObjectNode root, Map<String, Integer> ids) {
    SpecialTokens special =
        new SpecialTokens(
            id(file, ids, SpecialTokens.PADDING),
            id(file, ids, SpecialTokens.UNKNOWN),
            id(file, ids, SpecialTokens.START),
            id(file, ids, SpecialTokens.SEPARATOR));
    int highest = ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return new TokenizerDefinition(file, root.toString(), special, highest + 1);
  }

  private static int id(String file, Map<String, Integer> ids, String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new TokenizerException(
          "%s: no %s among %d tokens; expected BERT's special tokens %s"
              .formatted(file, token, ids.size(), SPECIAL.subList(0, SPECIAL.size() - 1)));
    }
    return id;
  }

  private static ObjectNode added(String token, int id) {
    return MAPPER
        .createObjectNode()
        .put("id", id)
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }
}
