package dev.quire.picture;

import java.util.Objects;

/**
 * What is drawn, how large, and into which file.
 *
 * @param subject what the picture shows
 * @param limit how large it may be
 * @param format the file it becomes
 */
public record PictureOptions(Subject subject, SizeLimit limit, PictureFormat format) {

  public PictureOptions {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(format, "format");
  }

  /** As PaddleX answers: JPEG, at most 2000×2000 pixels. */
  public static PictureOptions paddlex(Subject subject) {
    return new PictureOptions(subject, SizeLimit.paddlex(), new PictureFormat.Jpeg());
  }
}
