package dev.quire.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders with models of sentence similarity. */
class SimilarityModelTest {

  /** As Hugging Face publishes a classifier, shortened. */
  private static final String CLASSIFIER =
      """
      {"architectures": ["BertForSequenceClassification"], "hidden_size": 768,
       "id2label": {"0": "different", "1": "same"}, "label2id": {"different": 0, "same": 1},
       "max_position_embeddings": 512, "model_type": "bert"}
      """;

  private static final String ENCODER =
      """
      {"architectures": ["BertModel"], "max_position_embeddings": 512, "model_type": "bert"}
      """;

  @TempDir Path root;

  @Test
  void standsAlone() throws IOException {
    SimilarityModel model =
        load(
            Map.of(
                "inference.onnx",
                "",
                "words.txt",
                "",
                "model.yml",
                """
                name: structbert
                task: similarity
                mode: cross-encoder
                vocabulary: words.txt
                lower_case: false
                max_length: 256
                max_batch: 32
                similar_label: 0
                license: Apache-2.0
                description: Chinese pairs
                """));

    Path folder = root.resolve("bert");
    assertEquals(
        new SimilarityModel(
            new ModelFiles("structbert", new ModelFile.OnDisk(folder.resolve("inference.onnx"))),
            new SimilarityMode.CrossEncoder(0),
            new ModelFile.OnDisk(folder.resolve("words.txt")),
            false,
            256,
            32,
            "Apache-2.0",
            "Chinese pairs"),
        model);
  }

  /** ModelScope's folder with an exported graph, and nothing of the service's own. */
  @Test
  void readsWhatModelScopePublishes() throws IOException {
    SimilarityModel model =
        load(
            Map.of(
                "model.onnx",
                "",
                "vocab.txt",
                "",
                "config.json",
                """
                {"architectures": ["BertForMaskedLM"], "max_position_embeddings": 512,
                 "id2label": {"0": "0", "1": "1"}}
                """,
                "configuration.json",
                """
                {"framework": "pytorch", "task": "sentence-similarity",
                 "pipeline": {"type": "sentence-similarity"}}
                """));

    assertEquals("bert", model.name());
    assertEquals(new SimilarityMode.CrossEncoder(1), model.mode());
    assertEquals(128, model.maxLength());
    assertTrue(model.lowerCase());
    assertEquals(Integer.MAX_VALUE, model.maxBatch());
    assertTrue(model.file().name().endsWith("model.onnx"));
    assertTrue(model.vocabulary().name().endsWith("vocab.txt"));
  }

  @Test
  void readsWhatHuggingFacePublishes() throws IOException {
    SimilarityModel model =
        load(
            Map.of(
                "model.onnx",
                "",
                "tokenizer.json",
                "",
                "config.json",
                ENCODER,
                "tokenizer_config.json",
                """
                {"do_lower_case": false, "model_max_length": 1000000000000000019884624838656}
                """));

    assertEquals(new SimilarityMode.BiEncoder(Pooling.MEAN), model.mode());
    assertFalse(model.lowerCase());
    assertTrue(model.vocabulary().name().endsWith("tokenizer.json"));
  }

  @Test
  void findsTheLabelByItsName() throws IOException {
    Map<String, String> files =
        Map.of("model.onnx", "", "vocab.txt", "", "config.json", CLASSIFIER);
    assertEquals(new SimilarityMode.CrossEncoder(1), load(files).mode());
    write("model.yml", "similar_label: different");
    assertEquals(new SimilarityMode.CrossEncoder(0), loaded().mode());
  }

  @Test
  void takesTheOwnDescriptorFirst() throws IOException {
    SimilarityModel model =
        load(
            Map.of(
                "model.onnx", "",
                "other.onnx", "",
                "vocab.txt", "",
                "config.json", CLASSIFIER,
                "tokenizer_config.json", "{\"do_lower_case\": false, \"model_max_length\": 64}",
                "model.yml",
                    "{file: other.onnx, mode: bi-encoder, pooling: cls, lower_case: true}"));

    assertEquals(new SimilarityMode.BiEncoder(Pooling.CLS), model.mode());
    assertTrue(model.file().name().endsWith("other.onnx"));
    assertTrue(model.lowerCase());
    assertEquals(64, model.maxLength());
  }

  @Test
  void readsEmbeddedFolders() throws IOException {
    load(Map.of("model.onnx", "g", "vocab.txt", "v", "config.json", ENCODER));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      SimilarityModel model = new ModelRepository(loader).loadSimilarity("classpath:bert");

      assertEquals("classpath:bert/vocab.txt", model.vocabulary().name());
      assertEquals("v", new String(model.vocabulary().bytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task: layout | model.yml: task is 'layout'; expected similarity",
        "labels: [a] | model.yml, line 1: the key 'labels' is not known; expected one of",
        "mode: both | model.yml, line 1: mode is 'both'; expected cross-encoder or bi-encoder",
        "max_length: 7 | model.yml: max_length must be 8 to 512, not 7",
        "max_length: 513 | model.yml: max_length is 513; expected at most 512, which the model has"
            + " positions for",
        "max_batch: 0 | model.yml: max_batch must be at least 1, not 0",
        "pooling: cls | model.yml: pooling is set; expected it with mode: bi-encoder alone",
        "{mode: bi-encoder, similar_label: 1} | model.yml: similar_label is set; expected it with"
            + " mode: cross-encoder alone",
        "similar_label: similar | model.yml: similar_label is 'similar'; expected one of"
            + " config.json's labels {0=different, 1=same}",
        "similar_label: 2 | model.yml: similar_label is '2'; expected one of config.json's labels"
            + " {0=different, 1=same}",
        "file: ../model.onnx | model.yml: file is '../model.onnx'; expected the name of a file in"
            + " this folder",
        "vocabulary: /etc/passwd | model.yml: vocabulary is '/etc/passwd'; expected the name of a"
            + " file in this folder",
        "vocabulary: words.txt | words.txt is missing or unreadable",
      })
  void explainsWhatIsWrong(String descriptor, String message) throws IOException {
    write("model.onnx", "");
    write("vocab.txt", "");
    write("config.json", CLASSIFIER);
    write("model.yml", descriptor);

    String found = assertThrows(ModelException.class, this::loaded).getMessage();

    assertTrue(found.contains(message), found);
  }

  @Test
  void explainsWhatIsMissing() throws IOException {
    write("vocab.txt", "");
    assertTrue(
        assertThrows(ModelException.class, this::loaded).getMessage().contains("inference.onnx"));
    write("model.onnx", "");
    assertEquals(
        "mode is missing; expected cross-encoder or bi-encoder, as config.json does not tell",
        assertThrows(ModelException.class, this::loaded).getMessage().replaceFirst(".*yml: ", ""));
    write("model.yml", "{mode: cross-encoder, similar_label: yes it is}");
    assertTrue(
        assertThrows(ModelException.class, this::loaded)
            .getMessage()
            .endsWith("expected an index, as config.json has no id2label"));
  }

  private SimilarityModel load(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    return loaded();
  }

  private SimilarityModel loaded() {
    return new ModelRepository().loadSimilarity(root.resolve("bert").toString());
  }

  private void write(String file, String contents) throws IOException {
    Files.createDirectories(root.resolve("bert"));
    Files.writeString(root.resolve("bert").resolve(file), contents);
  }
}
