package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.text.TextGuard;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Watches over the drawing of one page: ends it when nobody wants it any more, when it takes too
 * long, or when it claims a picture larger than any is admitted. A page of a few hundred bytes can
 * ask for any of these, by forms that draw forms that draw forms. It asks between the steps of a
 * page: for a step that takes for ever, or all the memory, the process that draws is ended.
 */
final class DrawingGuard implements PictureBudget, TextGuard {

  /**
   * Each transparency group that is open holds a picture of up to the page's size. Drawing programs
   * nest a handful.
   */
  private static final int MAX_OPEN_GROUPS = 24;

  /** Maps and drawings of machines have some ten thousand; each may be drawn again and again. */
  private static final int MAX_FORMS = 50_000;

  private final int number;
  private final DocumentSettings settings;
  private final BooleanSupplier cancelled;
  private final ByteBudget nativeMemory;
  private final long start;
  private final Set<Object> openForms = Collections.newSetFromMap(new IdentityHashMap<>());
  private int forms;
  private int openGroups;

  /**
   * Starts the clock.
   *
   * @param number the page's, from 1
   * @param nativeMemory what all pictures may take together while they are decoded
   */
  DrawingGuard(
      int number, DocumentSettings settings, BooleanSupplier cancelled, ByteBudget nativeMemory) {
    this(number, settings, cancelled, nativeMemory, System.nanoTime());
  }

  private DrawingGuard(
      int number,
      DocumentSettings settings,
      BooleanSupplier cancelled,
      ByteBudget nativeMemory,
      long start) {
    this.start = start;
    this.number = number;
    this.settings = settings;
    this.cancelled = cancelled;
    this.nativeMemory = nativeMemory;
  }

  /** For going through the page once more, within the same time. */
  DrawingGuard again() {
    return new DrawingGuard(number, settings, cancelled, nativeMemory, start);
  }

  @Override
  public boolean ends(Exception e) {
    return endsPage(e);
  }

  /** Whether an exception ends the page, however much of it could be drawn. */
  static boolean endsPage(Exception e) {
    return e instanceof InvalidDocumentException
        || e instanceof CancellationException
        || e instanceof MemoryExhaustedException;
  }

  /** Before each operator of the page's contents. */
  @Override
  public void beforeStep() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("Page %d is not wanted any more".formatted(number));
    }
    if (System.nanoTime() - start > settings.maxDrawTime().toNanos()) {
      throw refusal("takes longer to draw than the %s granted".formatted(settings.maxDrawTime()));
    }
  }

  /**
   * Before a form is drawn, a transparency group among them.
   *
   * @return whether it is to be drawn; not within itself, where it would have no end (ISO 32000-2,
   *     8.10.1, forbids it)
   */
  @Override
  public boolean openForm(Object form) {
    forms++;
    if (forms > MAX_FORMS) {
      throw refusal("draws more forms than the %d granted".formatted(MAX_FORMS));
    }
    return openForms.add(form);
  }

  /** After a form is drawn. */
  @Override
  public void closeForm(Object form) {
    openForms.remove(form);
  }

  /** Before a transparency group is drawn. */
  void openGroup() {
    openGroups++;
    if (openGroups > MAX_OPEN_GROUPS) {
      throw refusal(
          "nests transparency groups deeper than the %d granted".formatted(MAX_OPEN_GROUPS));
    }
  }

  /** After a transparency group is drawn. */
  void closeGroup() {
    openGroups--;
  }

  @Override
  public MemoryReservation decoding(long nativeBytes) {
    MemoryReservation held = nativeMemory.openForAll(Stage.PIXELS);
    held.grow(nativeBytes);
    return held;
  }

  @Override
  public void admit(long width, long height) {
    if (height > 0 && width > settings.limits().maxPixels() / height) {
      throw InvalidDocumentException.ofPage(
          Reason.TOO_LARGE,
          number,
          "holds a picture of %d×%d pixels; at most %d pixels are accepted"
              .formatted(width, height, settings.limits().maxPixels()),
          null);
    }
  }

  private InvalidDocumentException refusal(String what) {
    return InvalidDocumentException.ofPage(Reason.TOO_COMPLEX, number, what, null);
  }
}
