package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every line of a page to exactly one block: to a region, or to a block of lines that no
 * region holds.
 */
final class Assignment {

  /** How much of a region must be covered by another for it to have nothing of its own to say. */
  private static final double COVERED = 0.6;

  private final List<Holder> holders;
  private final Frame frame;
  private final Holding holding;
  private final Splitting splitting;

  Assignment(List<LayoutRegion> regions, double page, Frame frame) {
    this.holders = regions.stream().map(Holder::new).toList();
    this.frame = frame;
    this.holding = new Holding(holders, page);
    this.splitting = new Splitting(holders);
  }

  /** Blocks with all of the lines, in no particular order; call it once. */
  List<Draft> of(List<ReadLine> lines) {
    List<ReadLine> loose = new ArrayList<>();
    for (ReadLine line : lines) {
      give(line, loose);
    }
    List<ReadLine> alone = joined(loose);
    List<Draft> drafts = new ArrayList<>();
    for (Holder holder : holders) {
      if (lines.isEmpty() || !holder.lines().isEmpty() || !covered(holder)) {
        drafts.add(Draft.of(holder.region(), area(holder), holder.lines()));
      }
    }
    new LooseLines(frame).groups(alone).forEach(group -> drafts.add(Draft.loose(group)));
    return drafts;
  }

  private void give(ReadLine line, List<ReadLine> loose) {
    Optional<Map<Holder, ReadLine>> parts = splitting.of(line);
    if (parts.isPresent()) {
      parts.get().forEach(Holder::add);
      return;
    }
    holding
        .of(line.area())
        .or(() -> holding.partly(line.area()))
        .ifPresentOrElse(holder -> holder.add(line), () -> loose.add(line));
  }

  /** Lets lines join regions downwards, then upwards; those that stay alone. */
  private List<ReadLine> joined(List<ReadLine> loose) {
    Joining joining = new Joining(holders, frame);
    Comparator<ReadLine> down = Comparator.comparingDouble(l -> frame.of(l.area()).top());
    return joined(joining, joined(joining, loose, down), down.reversed());
  }

  private static List<ReadLine> joined(
      Joining joining, List<ReadLine> loose, Comparator<ReadLine> order) {
    List<ReadLine> alone = new ArrayList<>();
    for (ReadLine line : loose.stream().sorted(order).toList()) {
      joining.of(line).ifPresentOrElse(h -> h.join(line), () -> alone.add(line));
    }
    return alone;
  }

  /** An empty region whose text other regions took, or whose place they share. */
  private boolean covered(Holder empty) {
    if (empty.container() || empty.role() == Role.FORMULA) {
      return false;
    }
    Area area = empty.region().area();
    return holders.stream()
        .filter(h -> h != empty && (h.container() || !h.lines().isEmpty()))
        .map(h -> h.region().area())
        .anyMatch(
            other -> Holder.share(other, area) >= COVERED || Holder.share(area, other) >= COVERED);
  }

  /** Where a region's own text stands if other regions lie within it. */
  private Area area(Holder holder) {
    if (holder.container() || holder.lines().isEmpty()) {
      return holder.area();
    }
    boolean nests =
        holders.stream()
            .anyMatch(
                h ->
                    h != holder
                        && h.role() != Role.FORMULA
                        && h.region().area().size() < holder.region().area().size()
                        && holder.share(h.region().area()) >= COVERED);
    return nests
        ? Area.around(holder.lines().stream().map(ReadLine::area).toList())
        : holder.area();
  }
}
