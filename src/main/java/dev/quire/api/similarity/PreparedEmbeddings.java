package dev.quire.api.similarity;

import dev.quire.api.StageTimes;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.similarity.EmbeddingsAnswer.Coordinates;
import dev.quire.api.similarity.EmbeddingsAnswer.TextEmbedding;
import dev.quire.api.similarity.EmbeddingsAnswer.TruncatedText;
import dev.quire.task.similarity.Embedding;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Texts to be embedded, each once however often it occurs. Immutable and thread-safe.
 *
 * @param model what answers call the model
 * @param rows one for each text that differs from those before it
 * @param places of each text, its row
 */
record PreparedEmbeddings(
    String model, EmbeddingsQuestion question, List<PreparedText> rows, List<Integer> places)
    implements PreparedRequest<EmbeddingsAnswer> {

  PreparedEmbeddings {
    rows = List.copyOf(rows);
    places = List.copyOf(places);
  }

  /**
   * Cuts the texts into tokens.
   *
   * @param task a bi-encoder's
   */
  static PreparedEmbeddings of(String model, EmbeddingsQuestion question, SimilarityTask task) {
    Map<String, Integer> rowOf = new LinkedHashMap<>();
    List<Integer> places = new ArrayList<>();
    for (String text : question.texts()) {
      places.add(rowOf.computeIfAbsent(text, any -> rowOf.size()));
    }
    List<PreparedText> rows = rowOf.keySet().stream().map(task::sentence).toList();
    return new PreparedEmbeddings(model, question, rows, places);
  }

  @Override
  public EmbeddingsAnswer answer(ServedRows served, StageTimes times) {
    List<Coordinates> ofRows = served.results().stream().map(this::coordinates).toList();
    return new EmbeddingsAnswer(
        IntStream.range(0, places.size())
            .mapToObj(index -> new TextEmbedding(index, ofRows.get(places.get(index))))
            .toList(),
        model,
        places.stream().mapToInt(place -> rows.get(place).length()).sum(),
        IntStream.range(0, places.size())
            .mapToObj(index -> new TruncatedText(index, truncated(index)))
            .filter(text -> text.tokens() > 0)
            .toList());
  }

  private int truncated(int index) {
    return rows.get(places.get(index)).truncation().first();
  }

  private Coordinates coordinates(TextResult result) {
    if (!(result instanceof Embedding embedding)) {
      throw new IllegalStateException("A result %s; expected an embedding".formatted(result));
    }
    int found = embedding.values().length;
    // only the model's answers tell how many there are
    if (question.dimensions().orElse(found) != found) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "dimensions must be %d, which is what %s has, not %d"
              .formatted(found, model, question.dimensions().getAsInt()));
    }
    return Coordinates.of(embedding, question.encoding());
  }
}
