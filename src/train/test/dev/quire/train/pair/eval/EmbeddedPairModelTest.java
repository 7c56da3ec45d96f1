package dev.quire.train.pair.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.quire.train.pair.Edit;
import dev.quire.train.pair.Language;
import dev.quire.train.pair.SentencePair;
import dev.quire.train.pair.Split;
import dev.quire.train.pair.SyntheticPairs;
import dev.quire.train.pair.piece.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model that ships. */
class EmbeddedPairModelTest {

  private static final Path FOLDER = Path.of("src/main/resources/models/pair-mini");

  @Test
  void hasARowForEveryPieceAndIsSmall() throws Exception {
    byte[] bytes = Files.readAllBytes(FOLDER.resolve("inference.onnx"));
    TensorProto table =
        ModelProto.parseFrom(bytes).getGraph().getInitializerList().stream()
            .filter(t -> t.getName().equals("pieces.table"))
            .findFirst()
            .orElseThrow();

    assertEquals(Vocabulary.read(FOLDER.resolve("vocab.txt")).size(), table.getDims(0));
    assertTrue(bytes.length < 4_000_000, bytes.length + " bytes");
  }

  @Test
  void doesBetterThanSharedBigramsOnWhatItNeverSaw() throws Exception {
    SyntheticPairs source = new SyntheticPairs(77, Split.HELD_OUT);
    try (OnnxPairs model = new OnnxPairs(FOLDER)) {
      for (Language language : Language.values()) {
        List<SentencePair> same = source.pairs(language, Edit.REWORDED, 60);
        List<SentencePair> near = source.pairs(language, Edit.NEGATION, 60);
        double mine = auc(model, same, near);
        double bigrams = auc(new SharedBigrams(), same, near);
        assertTrue(
            mine > 0.8 && mine > bigrams, "%s: %f and %f".formatted(language, mine, bigrams));
      }
    }
  }

  private static double auc(Scorer scorer, List<SentencePair> same, List<SentencePair> near) {
    return Agreement.auc(scores(scorer, same), scores(scorer, near));
  }

  private static List<Double> scores(Scorer scorer, List<SentencePair> pairs) {
    return pairs.stream().map(p -> scorer.score(p.left(), p.right())).toList();
  }
}
