package dev.quire.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrRepositoryTest {

  private static final String EMBEDDED = "classpath:models/ppocr-v4";
  private static final String RECOGNIZER = "ch_PP-OCRv4_rec_infer.onnx";

  /** Any graph that has no list of characters in its metadata. */
  private static final String WITHOUT_CHARACTERS = "ch_ppocr_mobile_v2.0_cls_infer.onnx";

  @TempDir Path folder;

  private final ModelRepository repository = new ModelRepository();

  @Test
  void theEmbeddedModelsAreThoseOfVersionFour() {
    OcrModel model = repository.loadOcr(EMBEDDED);

    assertEquals("ppocr-v4", model.name());
    assertEquals("ppocr-v4-detection", model.detection().name());
    assertTrue(model.lineOrientation().isPresent());
    assertTrue(model.pageOrientation().isEmpty());
    assertEquals("ppocr-v4-line-orientation", model.lineOrientation().get().name());
    assertEquals(6623, model.characters().entries().size());
    assertTrue(model.characters().entries().contains("\u3000"), "an ideographic space is a class");
    assertTrue(model.mendsSpaces());
    assertEquals("Apache-2.0", model.license());
  }

  @Test
  void filesAreFoundByTheirNames() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(RECOGNIZER, "rec.onnx");

    OcrModel model = repository.loadOcr(folder.toString());

    assertTrue(model.lineOrientation().isEmpty());
    assertEquals(6623, model.characters().entries().size());
    assertEquals(folder.resolve("rec.onnx").toString(), model.characters().source());
  }

  @Test
  void filesAreFoundByTheFoldersThatTheyLieIn() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "PP-OCRv5_det_infer/inference.onnx");
    put(WITHOUT_CHARACTERS, "PP-OCRv5_rec_infer/inference.onnx");
    put("ch_ppocr_mobile_v2.0_cls_infer.onnx", "PP-LCNet_x1_0_textline_ori_infer/inference.onnx");
    put("ch_ppocr_mobile_v2.0_cls_infer.onnx", "PP-LCNet_x1_0_doc_ori_infer/inference.onnx");
    write(
        "PP-OCRv5_rec_infer/inference.yml",
        """
        PostProcess:
          name: CTCLabelDecode
          character_dict:
          - '!'
          - '0'
          - "\u3000"
        """);

    OcrModel model = repository.loadOcr(folder.toString());

    assertEquals(
        folder.resolve("PP-LCNet_x1_0_textline_ori_infer/inference.onnx").toString(),
        model.lineOrientation().get().graph().name());
    assertEquals(
        folder.resolve("PP-LCNet_x1_0_doc_ori_infer/inference.onnx").toString(),
        model.pageOrientation().get().graph().name());
    assertEquals(List.of("!", "0", "\u3000"), model.characters().entries());
  }

  @Test
  void aListOfCharactersKeepsBlanksAndOrder() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(WITHOUT_CHARACTERS, "rec.onnx");
    write("my_keys.txt", "b\r\n \n\u3000\na\n");

    OcrModel model = repository.loadOcr(folder.toString());

    assertEquals(List.of("b", " ", "\u3000", "a"), model.characters().entries());
    assertEquals(folder.resolve("my_keys.txt").toString(), model.characters().source());
  }

  @Test
  void whatTheDescriptorSaysGoesFirst() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "a_det.onnx");
    put("ch_PP-OCRv3_det_infer.onnx", "b_det.onnx");
    put(RECOGNIZER, "rec.onnx");
    write("ocr.yml", "name: mine\ndetection: {file: b_det.onnx}\nmend_spaces: false\n");

    OcrModel model = repository.loadOcr(folder.toString());

    assertEquals("mine-detection", model.detection().name());
    assertEquals(folder.resolve("b_det.onnx").toString(), model.detection().graph().name());
    assertFalse(model.mendsSpaces());
  }

  @Test
  void theDescriptorNamesTheOrientationOfPagesToo() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(RECOGNIZER, "rec.onnx");
    put(WITHOUT_CHARACTERS, "way-up.onnx");
    write("ocr.yml", "name: mine\npage_orientation: {file: way-up.onnx}\n");

    OcrModel model = repository.loadOcr(folder.toString());

    assertTrue(model.lineOrientation().isEmpty());
    assertEquals("mine-page-orientation", model.pageOrientation().get().name());
  }

  @Test
  void twoGraphsOfAKindAreRefused() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "a_det.onnx");
    put("ch_PP-OCRv3_det_infer.onnx", "b_det.onnx");
    put(RECOGNIZER, "rec.onnx");

    assertMessage("several graphs for detection: [a_det.onnx, b_det.onnx]; name one");
  }

  @Test
  void aMissingGraphIsNamed() throws IOException {
    put(RECOGNIZER, "rec.onnx");

    assertMessage("has no graph for detection; expected an .onnx file with 'det' in its name");
  }

  @Test
  void anotherFileThanTheDescribedOneIsRefused() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(RECOGNIZER, "rec.onnx");
    write("ocr.yml", "detection: {file: det.onnx, sha256: 00ff}\n");

    assertMessage("has the SHA-256 d2a7720d45a5");
  }

  @Test
  void filesOutsideTheFolderAreRefused() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(RECOGNIZER, "rec.onnx");
    write("ocr.yml", "characters: ../keys.txt\n");

    assertMessage("ocr.yml: the file ../keys.txt is not in the folder");
  }

  @Test
  void aRecognizerWithoutCharactersIsRefused() throws IOException {
    put("ch_PP-OCRv4_det_infer.onnx", "det.onnx");
    put(WITHOUT_CHARACTERS, "rec.onnx");

    assertMessage("does not say what its classes mean");
  }

  private void assertMessage(String part) {
    ModelException refused =
        assertThrows(ModelException.class, () -> repository.loadOcr(folder.toString()));
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  private void put(String resource, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (var stream = getClass().getResourceAsStream("/models/" + resource)) {
      Files.write(file, stream.readAllBytes());
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
