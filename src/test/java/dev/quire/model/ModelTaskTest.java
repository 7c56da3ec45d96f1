package dev.quire.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the model of a folder does, told without reading the whole descriptor. */
class ModelTaskTest {

  @TempDir Path folder;

  @Test
  void theModelsThatShipSayIt() {
    assertEquals("layout", new ModelRepository().task("classpath:models/page-mini"));
    assertEquals("similarity", new ModelRepository().task("classpath:models/pair-mini"));
  }

  @Test
  void whatTheDescriptorSaysCounts() throws IOException {
    file("inference.yml", "");
    file("model.yml", "task: similarity\nmode: cross-encoder\n");
    assertEquals("similarity", task());
    file("vocab.txt", "");
    file("model.yml", "labels: [text]\ntask: layout\n");
    assertEquals("layout", task());
    file("model.yml", "task: ocr\n");
    assertEquals("ocr", task());
  }

  @Test
  void elseThePublishedFilesTell() throws IOException {
    assertEquals("layout", task());
    file("config.json", "{}");
    assertEquals("similarity", task());
    file("model.yml", "license: MIT\n");
    assertEquals("similarity", task());
    // PaddleX publishes a config.json too
    file("inference.yml", "");
    assertEquals("layout", task());
  }

  @Test
  void aTokenizerIsEnough() throws IOException {
    file("tokenizer.json", "{}");
    assertEquals("similarity", task());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    file("model.yml", "task: [");
    assertThrows(ModelException.class, this::task);
    assertThrows(
        ModelException.class, () -> new ModelRepository().task(folder.resolve("none").toString()));
  }

  private String task() {
    return new ModelRepository().task(folder.toString());
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
