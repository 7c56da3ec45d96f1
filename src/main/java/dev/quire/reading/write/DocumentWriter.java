package dev.quire.reading.write;

import dev.quire.reading.ReadPage;
import java.util.ArrayList;
import java.util.List;

/** What the writers share: pages become pieces, pieces are joined, and then rendered. */
final class DocumentWriter implements TextWriter {

  private final FigureLinks links;
  private final Renderer renderer;
  private final Vocabulary vocabulary = new Vocabulary();
  private final Paragraphs paragraphs = new Paragraphs(vocabulary);
  private final Flow flow = new Flow(paragraphs);
  private boolean begun;
  private boolean finished;

  DocumentWriter(FigureLinks links, Renderer renderer) {
    this.links = links;
    this.renderer = renderer;
  }

  @Override
  public String add(ReadPage page) {
    requireOpen();
    vocabulary.learn(page);
    List<Piece> pieces = new ArrayList<>();
    if (begun) {
      pieces.add(new Piece.PageBreak());
    }
    begun = true;
    pieces.addAll(PagePieces.of(page, links, paragraphs));
    return render(flow.add(pieces));
  }

  @Override
  public String finish() {
    requireOpen();
    finished = true;
    return render(flow.finish()) + renderer.end();
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("the document has ended");
    }
  }

  private String render(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    pieces.stream().map(renderer::render).forEach(out::append);
    return out.toString();
  }
}
