package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.FileType;
import dev.quire.document.Document;
import dev.quire.document.Documents;
import dev.quire.document.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cuts files into pieces and leaves out what is done. Not thread-safe. */
final class Planner implements FilePlanner {

  private static final List<String> DOCUMENT_ENDINGS = List.of(".pdf", ".tif", ".tiff");

  private final FileReader reader;
  private final Documents documents;
  private final DonePages done = new DonePages();
  private final int window;

  /**
   * @param reader reads files
   * @param documents counts the pages of documents; it draws none
   * @param window most pages of a piece
   */
  Planner(FileReader reader, Documents documents, int window) {
    this.reader = reader;
    this.documents = documents;
    this.window = window;
  }

  @Override
  public void existing(ResultLine line) {
    done.add(line.page());
  }

  @Override
  public Plan plan(InputFile file) throws IOException {
    if (done.has(PageKey.whole(file.name())) || isPictureDone(file)) {
      return new Plan(1, 1, List.of());
    }
    FileBody content = FileBody.of(reader.read(file.path()));
    Optional<ObjectNode> problem = content.problem();
    if (problem.isPresent()) {
      return notAPage(file, problem.get());
    }
    byte[] body = content.bytes();
    FileType type = content.type();
    if (!type.mayHavePages()) {
      return single(file, new Chunk.Picture(file.name(), body, type));
    }
    try (Document document = documents.open(body)) {
      return type != FileType.PDF && document.pageCount() == 1
          ? single(file, new Chunk.Picture(file.name(), body, type))
          : windows(file, body, type, document.pageCount());
    } catch (InvalidDocumentException e) {
      return new Plan(1, 0, List.of(new Chunk.Unread(file.name(), body, type)));
    }
  }

  /** Older versions asked the service, and wrote of page 1. */
  private Plan notAPage(InputFile file, ObjectNode problem) {
    return done.has(PageKey.of(file.name(), Chunk.Picture.PAGE))
        ? new Plan(1, 1, List.of())
        : Plan.of(problem);
  }

  /** Without reading it: only the names of documents leave open how many pages there are. */
  private boolean isPictureDone(InputFile file) {
    return DOCUMENT_ENDINGS.stream().noneMatch(lowerCase(file.path())::endsWith)
        && done.has(PageKey.of(file.name(), Chunk.Picture.PAGE));
  }

  private static String lowerCase(Path path) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private Plan single(InputFile file, Chunk piece) {
    return done.has(PageKey.of(file.name(), Chunk.Picture.PAGE))
        ? new Plan(1, 1, List.of())
        : new Plan(1, 0, List.of(piece));
  }

  private Plan windows(InputFile file, byte[] body, FileType type, int pageCount) {
    List<Integer> left =
        IntStream.rangeClosed(1, pageCount)
            .filter(page -> !done.has(PageKey.of(file.name(), page)))
            .boxed()
            .toList();
    List<Chunk> pieces = new ArrayList<>();
    for (int from = 0; from < left.size(); from += window) {
      List<Integer> pages = left.subList(from, Math.min(from + window, left.size()));
      pieces.add(new Chunk.Window(file.name(), body, type, pages));
    }
    return new Plan(pageCount, pageCount - left.size(), pieces);
  }
}
