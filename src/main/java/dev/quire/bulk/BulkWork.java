package dev.quire.bulk;

import dev.quire.client.InputFiles;
import dev.quire.document.Documents;
import java.nio.file.Path;
import java.util.Optional;

/** What a job makes of its files. Immutable. */
public abstract sealed class BulkWork {

  private BulkWork() {}

  /**
   * Lays out pages; each has its line.
   *
   * @param documents counts the pages of documents
   */
  public static BulkWork layouts(Documents documents) {
    return new Layouts(documents);
  }

  /** Reads documents; each has its file, and a line that tells of it. */
  public static BulkWork texts(Outputs outputs) {
    return new Texts(outputs);
  }

  /** What the results begin with, apart from lines. */
  abstract Optional<String> heading();

  /**
   * @param files of the job
   * @param out the results
   */
  abstract FilePlanner planner(
      InputFiles files, Path out, FileReader reader, BulkSettings settings);

  abstract Endpoint endpoint(boolean withTiming);

  /** Asks for a piece. */
  abstract void start(Chunk piece, ChunkUpload.Means means, ChunkUpload.Recipient recipient);

  private static final class Layouts extends BulkWork {

    private final Documents documents;

    Layouts(Documents documents) {
      this.documents = documents;
    }

    @Override
    Optional<String> heading() {
      return Optional.empty();
    }

    @Override
    FilePlanner planner(InputFiles files, Path out, FileReader reader, BulkSettings settings) {
      return new Planner(reader, documents, settings.window());
    }

    @Override
    Endpoint endpoint(boolean withTiming) {
      return new LayoutEndpoint(withTiming);
    }

    @Override
    void start(Chunk piece, ChunkUpload.Means means, ChunkUpload.Recipient recipient) {
      new ChunkUpload(piece, means, recipient).start();
    }
  }

  private static final class Texts extends BulkWork {

    private final Outputs outputs;

    Texts(Outputs outputs) {
      this.outputs = outputs;
    }

    @Override
    Optional<String> heading() {
      return Optional.of(outputs.heading());
    }

    @Override
    FilePlanner planner(InputFiles files, Path out, FileReader reader, BulkSettings settings) {
      return new DocumentPlanner(reader, outputs, out, files::covers);
    }

    @Override
    Endpoint endpoint(boolean withTiming) {
      return new ReadEndpoint(outputs, withTiming);
    }

    @Override
    void start(Chunk piece, ChunkUpload.Means means, ChunkUpload.Recipient recipient) {
      new DocumentUpload((Chunk.Whole) piece, means, recipient).start();
    }
  }
}
