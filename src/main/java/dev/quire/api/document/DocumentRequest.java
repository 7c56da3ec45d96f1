package dev.quire.api.document;

import dev.quire.api.DocumentTerms;
import dev.quire.api.intake.RequestHold;
import dev.quire.picture.PictureOptions;
import java.util.List;

/**
 * A document that has been received.
 *
 * @param file a picture, a file of several pictures or a PDF document; at least one byte
 * @param hold what keeps it in memory
 * @param pictures those that go with each page's answer, all within one {@link
 *     PictureOptions#limit}
 * @param terms for whom, how urgently, and how long a page may take
 */
public record DocumentRequest(
    byte[] file, RequestHold hold, List<PictureOptions> pictures, DocumentTerms terms) {

  public DocumentRequest {
    pictures = List.copyOf(pictures);
  }

  /** The same with other pictures. */
  public DocumentRequest withPictures(List<PictureOptions> other) {
    return new DocumentRequest(file, hold, other, terms);
  }

  /** The same as part of what has been begun, and is finished even if the service stops. */
  DocumentRequest ofBegun() {
    return new DocumentRequest(file, hold, pictures, terms.ofBegun());
  }
}
