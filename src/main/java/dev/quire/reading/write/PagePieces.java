package dev.quire.reading.write;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.text.Characters;
import dev.quire.reading.text.ListMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the blocks of one page into pieces; footnotes come last, furniture is left out. */
final class PagePieces {

  private final ReadPage page;
  private final FigureLinks links;
  private final Paragraphs paragraphs;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Piece> notes = new ArrayList<>();
  private final Nesting nesting = new Nesting();
  private final Breaks breaks = new Breaks();
  private Captions captions;
  private int figures;

  private PagePieces(ReadPage page, FigureLinks links, Paragraphs paragraphs) {
    this.page = page;
    this.links = links;
    this.paragraphs = paragraphs;
  }

  /** The pieces of a page in the order in which they are written. */
  static List<Piece> of(ReadPage page, FigureLinks links, Paragraphs paragraphs) {
    return new PagePieces(page, links, paragraphs).pieces();
  }

  private List<Piece> pieces() {
    List<Block> blocks = page.blocks().stream().filter(block -> !block.role().furniture()).toList();
    captions = Captions.of(blocks);
    for (Block block : blocks) {
      boolean afterBreak = breaks.before(block);
      if (block.role() != Role.LIST_ITEM && block.role() != Role.TEXT) {
        nesting.end();
      }
      add(block, afterBreak);
    }
    pieces.addAll(notes);
    return pieces;
  }

  private void add(Block block, boolean afterBreak) {
    switch (block.role()) {
      case TITLE, HEADING -> heading(block);
      case TEXT, LIST_ITEM, REFERENCE -> running(block, afterBreak);
      case TABLE -> table(block);
      case FIGURE -> figure(block);
      case CAPTION -> {
        if (!captions.taken(block)) {
          text(block).map(Piece.Caption::new).ifPresent(pieces::add);
        }
      }
      case FORMULA -> text(block).map(Piece.Formula::new).ifPresent(pieces::add);
      case CODE -> {
        List<String> lines = CodeLines.of(block.lines());
        if (!lines.isEmpty()) {
          pieces.add(new Piece.Code(lines));
        }
      }
      case FOOTNOTE -> text(block).map(Piece.Note::new).ifPresent(notes::add);
      case HEADER, FOOTER, PAGE_NUMBER -> {
        // belongs to the page and not to the text
      }
    }
  }

  private Optional<String> text(Block block) {
    return Optional.of(paragraphs.join(block.lines())).filter(text -> !text.isEmpty());
  }

  private void heading(Block block) {
    int least = block.role() == Role.TITLE ? 1 : 2;
    int level = block.level() == 0 ? least : block.level();
    text(block).map(text -> new Piece.Heading(level, text)).ifPresent(pieces::add);
  }

  private void running(Block block, boolean afterBreak) {
    boolean first = afterBreak;
    for (Items.Item item : Items.of(block)) {
      String text = paragraphs.joinTexts(item.lines());
      if (item.mark().isPresent() || block.role() == Role.LIST_ITEM) {
        ListMark mark = item.mark().orElse(ListMark.Bullet.MISSING);
        pieces.add(new Piece.Item(mark, nesting.depth(item.first()), text, first));
      } else {
        nesting.end();
        pieces.add(new Piece.Paragraph(text, first));
      }
      first = false;
    }
  }

  private void table(Block block) {
    Optional<TableGrid> grid = block.table().flatMap(TableGrid::of);
    if (grid.isPresent()) {
      pieces.add(new Piece.Cells(List.of(grid.get())));
      return;
    }
    List<String> lines = lines(block);
    if (!lines.isEmpty()) {
      pieces.add(new Piece.Lines(lines));
    }
  }

  private void figure(Block block) {
    figures++;
    Piece.Figure figure =
        new Piece.Figure(
            links.link(page, block, figures),
            captions.of(block, caption -> paragraphs.join(caption.lines())),
            lines(block));
    if (figure.size() > 0) {
      pieces.add(figure);
    }
  }

  private static List<String> lines(Block block) {
    return block.lines().stream()
        .map(ReadLine::text)
        .map(Characters::collapse)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
