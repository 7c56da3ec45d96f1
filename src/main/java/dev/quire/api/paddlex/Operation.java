package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.document.DocumentKind;
import dev.quire.picture.PictureOptions;
import java.util.List;

/**
 * What is particular to one of PaddleX's endpoints.
 *
 * @param <W> what it can be asked for
 * @param <A> what comes of a page
 */
interface Operation<W, A> {

  /**
   * Reads the body.
   *
   * @throws ValidationException if a field is missing, of another type or out of range
   * @throws RefusedException if it wants what this service cannot do
   */
  ClientRequest<W> read(ObjectNode body);

  /** The task that its pages are given to. */
  PageTask task();

  /** What is done with each page. */
  PageWork<A> work(ClientRequest<W> request);

  /** The pictures of a page, where pictures are wanted. */
  List<PictureOptions> pictures();

  /**
   * The pictures of a page.
   *
   * @param visualized whether pictures are wanted
   */
  default List<PictureOptions> pictures(ClientRequest<W> request, boolean visualized) {
    return visualized ? pictures() : List.of();
  }

  /**
   * The numbers of the pages that are read; fails if they are too many.
   *
   * @param count how many the file has, at least 1
   */
  List<Integer> pages(int count);

  /**
   * The result.
   *
   * @param pages at least one, in order
   */
  Object result(ClientRequest<W> request, DocumentKind kind, List<Done<A>> pages);
}
