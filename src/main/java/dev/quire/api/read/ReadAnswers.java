package dev.quire.api.read;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.CpuExecutor;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentAnswers;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.document.searchable.Searchable;
import dev.quire.export.ExportFormat;
import dev.quire.reading.ReadPage;
import dev.quire.reading.order.HeadingLevels;
import dev.quire.reading.write.FigureLinks;
import dev.quire.reading.write.MarkdownWriter;
import dev.quire.reading.write.PlainTextWriter;
import dev.quire.reading.write.TextWriter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers requests for reading, in each of the forms there are. Thread-safe; nothing blocks. */
@RegisterForReflection(
    targets = {
      ReadAnswer.class,
      ReadAnswer.BlockAnswer.class,
      ReadAnswer.CellAnswer.class,
      ReadAnswer.ReadLineAnswer.class,
      ReadAnswer.ReadTiming.class,
      ReadAnswer.ReadWordAnswer.class,
      ReadAnswer.TableAnswer.class,
      ReadDocumentAnswer.class,
      ReadPageAnswer.class
    })
public class ReadAnswers {

  private final ReadService service;
  private final DocumentService documents;
  private final CpuExecutor pool;
  private final AnswerWriter writer;
  private final SearchableService searchable;
  private final ReadExport exporter = new ReadExport();

  public ReadAnswers(
      ReadService service,
      DocumentService documents,
      CpuExecutor pool,
      AnswerWriter writer,
      SearchableService searchable) {
    this.service = service;
    this.documents = documents;
    this.pool = pool;
    this.writer = writer;
    this.searchable = searchable;
  }

  /** Everything at once. */
  Uni<Reply<Answered, ReadDocumentAnswer>> whole(ReadRequest request) {
    return answers(request).whole(request.pages(), service.work(request.options()));
  }

  /** Page by page, as {@link DocumentAnswers#lines} does. */
  Multi<RawValue> lines(ReadRequest request) {
    return answers(request).lines(request.pages(), service.work(request.options()));
  }

  /** A page's answer as JSON, made and written on the CPU pool. */
  Uni<Object> json(ReadRequest request, Done<Answered> page) {
    return writer.json(new ReadForm(request.words(), request.options().figures()).answer(page));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return writer.json(answer);
  }

  /**
   * The whole document as Markdown, joined over page breaks.
   *
   * @return fails with the first page that does
   */
  Uni<String> markdown(ReadRequest request) {
    if (!request.options().figures()) {
      return written(request, () -> new MarkdownWriter(FigureLinks.none()));
    }
    return answers(request)
        .pagesWithPictures(request.pages(), service.work(request.options()))
        .chain(pages -> pool.finish(() -> written(pages, new MarkdownWriter(figures(pages)))));
  }

  /**
   * The whole document as plain text, joined over page breaks.
   *
   * @return fails with the first page that does
   */
  Uni<String> text(ReadRequest request) {
    return written(request, PlainTextWriter::new);
  }

  /**
   * The document itself, as a PDF file with invisible text on the pages that are asked for.
   *
   * @return fails with the first page that does
   */
  Uni<Searchable> searchable(ReadRequest request) {
    return answers(request)
        .pagesOfKept(request.pages(), service.work(request.options()))
        .chain(pages -> searchable.write(request.pages().document(), read(pages)));
  }

  /**
   * The whole document with its lines and words, as other tools read it.
   *
   * @return the file; fails with the first page that does
   */
  Uni<byte[]> export(ReadRequest request, ExportFormat format) {
    return answers(request)
        .pages(request.pages(), service.work(request.options()))
        .chain(
            pages ->
                pool.finish(
                    () -> exporter.export(pages.stream().map(Done::answer).toList(), format)));
  }

  private Uni<String> written(ReadRequest request, Supplier<TextWriter> form) {
    return answers(request)
        .pages(request.pages(), service.work(request.options()))
        .chain(pages -> pool.finish(() -> written(pages, form.get())));
  }

  private static String written(List<Done<Answered>> pages, TextWriter writer) {
    List<ReadPage> read = read(pages);
    StringBuilder text = new StringBuilder();
    HeadingLevels.ofDocument(read).forEach(page -> text.append(writer.add(page)));
    return text.append(writer.finish()).toString();
  }

  private static FigureLinks figures(List<Done<Answered>> pages) {
    return Figures.embedded(pages.stream().collect(Collectors.toMap(Done::number, Done::pictures)));
  }

  private static List<ReadPage> read(List<Done<Answered>> pages) {
    return pages.stream().map(page -> page.answer().page()).toList();
  }

  private DocumentAnswers<Answered, ReadPageAnswer, ReadDocumentAnswer> answers(
      ReadRequest request) {
    return new DocumentAnswers<>(
        documents, writer, new ReadForm(request.words(), request.options().figures()));
  }
}
