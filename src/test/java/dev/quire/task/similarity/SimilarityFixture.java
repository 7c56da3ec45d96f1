package dev.quire.task.similarity;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.Pooling;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.text.SmallVocabulary;
import dev.quire.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** A tiny model of sentence similarity, opened on the processor. */
public final class SimilarityFixture implements AutoCloseable {

  public static final SimilarityMode CROSS = new SimilarityMode.CrossEncoder(1);
  public static final SimilarityMode MEAN = new SimilarityMode.BiEncoder(Pooling.MEAN);
  public static final SimilarityMode FIRST = new SimilarityMode.BiEncoder(Pooling.CLS);

  private static final DeviceId CPU = DeviceId.parse("cpu");

  private final SimilarityModel model;
  private final Tokenizer tokenizer;
  private final Predictor predictor;
  private final SimilarityTask task;

  public SimilarityFixture(byte[] graph, SimilarityMode mode, int maxLength) {
    this.model = model(graph, mode, maxLength);
    this.tokenizer = new SimilarityTokenizer().open(model);
    this.predictor = new OnnxEngine(new OnnxOptions(1, false)).open(model.files(), CPU);
    this.task =
        new SimilarityTask(
            model,
            tokenizer,
            SimilarityContract.check(model, predictor.inputs(), predictor.outputs()));
  }

  static SimilarityModel model(byte[] graph, SimilarityMode mode, int maxLength) {
    return new SimilarityModel(
        new ModelFiles("tiny", new ModelFile.Embedded("tiny.onnx", () -> graph)),
        mode,
        new ModelFile.Embedded("vocab.txt", SmallVocabulary::file),
        true,
        maxLength,
        Integer.MAX_VALUE,
        "",
        "");
  }

  public SimilarityTask task() {
    return task;
  }

  public Predictor predictor() {
    return predictor;
  }

  /** The task of a graph that takes rows of one length alone, which it pads all rows to. */
  public SimilarityTask padding(int length) {
    SimilarityContract contract =
        SimilarityContract.check(model, predictor.inputs(), predictor.outputs());
    return new SimilarityTask(
        model,
        tokenizer,
        new SimilarityContract(
            contract.types(), OptionalInt.of(length), contract.head(), contract.maxBatch()));
  }

  /** Runs rows of one bucket as one batch. */
  public List<TextResult> run(List<PreparedText> items) {
    return task.split(
        predictor.run(task.assemble(items, predictor.tensors()), task.outputs()), items);
  }

  /** Runs each row by itself. */
  public List<TextResult> runEach(List<PreparedText> items) {
    return items.stream().map(item -> run(List.of(item)).get(0)).toList();
  }

  /** Sentences of tokens of the vocabulary, of so many characters or fewer. */
  static List<SentencePair> pairs(Random random, int count, int longest) {
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(new SentencePair(sentence(random, longest), sentence(random, longest)));
    }
    return pairs;
  }

  private static String sentence(Random random, int longest) {
    List<String> tokens = SmallVocabulary.tokens();
    StringBuilder sentence = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      sentence.append(tokens.get(5 + random.nextInt(tokens.size() - 5)).replace("##", ""));
      sentence.append(random.nextBoolean() ? " " : "");
    }
    return sentence.toString();
  }

  @Override
  public void close() {
    predictor.close();
    tokenizer.close();
  }
}
