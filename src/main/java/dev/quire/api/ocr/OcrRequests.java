package dev.quire.api.ocr;

import dev.quire.api.RequestTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.Forms;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PagesRequest;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.document.PageSelection;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.task.ocr.LineOptions;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.DetectionParameters;
import dev.quire.task.ocr.detection.SideLimit;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads requests for text. Immutable and thread-safe. */
public final class OcrRequests {

  private final OcrDefaults usual;
  private final RequestTerms terms;
  private final Forms forms;
  private final OcrService task;

  /**
   * @param usual what holds where a request does not say
   */
  public OcrRequests(OcrDefaults usual, RequestTerms terms, Forms forms, OcrService task) {
    this.usual = usual;
    this.terms = terms;
    this.forms = forms;
    this.task = task;
  }

  /**
   * Reads one.
   *
   * @param body the file, or a form with it in the part {@code file}
   * @return fails as {@link Forms#upload} does
   * @throws ProblemException if there is no file, or a parameter or header makes no sense
   * @throws dev.quire.document.InvalidPageSelectionException if the pages make none
   */
  Uni<OcrRequest> read(ReceivedBody body, OcrQuery query) {
    SingleUse<byte[]> bytes = Forms.bytes(body);
    Asked asked = asked(query);
    return upload(bytes, body, asked, task).map(pages -> new OcrRequest(pages, asked.options()));
  }

  /**
   * What a query says.
   *
   * @param options how lines are recognised
   * @param pages the pages that are wanted, where that is said
   * @param pictures those that go with each page's answer
   * @param query where that stands
   */
  public record Asked(
      OcrOptions options,
      Optional<PageSelection> pages,
      List<PictureOptions> pictures,
      OcrQuery query) {}

  /**
   * Reads a query.
   *
   * @throws ProblemException if a parameter makes no sense
   * @throws dev.quire.document.InvalidPageSelectionException if the pages make none
   */
  public Asked asked(OcrQuery query) {
    return new Asked(
        options(query),
        Optional.ofNullable(query.pages).map(PageSelection::parse),
        pictures(query.visualize),
        query);
  }

  /**
   * Takes the file that came with a query.
   *
   * @param task what it is for
   * @return fails as {@link Forms#upload} does
   */
  public Uni<PagesRequest> upload(
      SingleUse<byte[]> bytes, ReceivedBody body, Asked asked, PageTask task) {
    OcrQuery query = asked.query();
    return forms
        .upload(bytes, body, query.contentType, terms.ofDocument(query.request), task)
        .map(
            file ->
                new PagesRequest(
                    new DocumentRequest(file.content(), body, asked.pictures(), file.terms()),
                    asked.pages()));
  }

  private OcrOptions options(OcrQuery query) {
    OcrOptions profile = defaults(query.profile).options();
    return profile
        .withUpright(upright(query.pageOrientation))
        .with(limit(profile.limit(), query))
        .with(detection(profile.detection(), query))
        .with(lines(profile.lines(), query));
  }

  private boolean upright(String wanted) {
    boolean upright = flag("page_orientation", wanted, false);
    if (upright && !task.orientsPages()) {
      throw problem("page_orientation cannot be true: the service has no model for it");
    }
    return upright;
  }

  private OcrDefaults defaults(String profile) {
    return profile == null
        ? usual
        : usual.with(
            OcrProfile.named(profile)
                .orElseThrow(
                    () ->
                        problem(
                            "profile must be one of %s, not '%s'"
                                .formatted(OcrProfile.ids(), profile))));
  }

  private static SideLimit limit(SideLimit silent, OcrQuery query) {
    SideLimit.Kind kind =
        value("limit_type", query.limitType, silent.kind(), OcrRequests::kind, "min or max");
    int side =
        value(
            "limit_side",
            query.limitSide,
            silent.side(),
            Integer::valueOf,
            "a whole number from 1 to " + SideLimit.MOST_SIDE);
    return checked("limit_side", () -> new SideLimit(kind, side, silent.most()));
  }

  private static SideLimit.Kind kind(String text) {
    return switch (text) {
      case "min" -> SideLimit.Kind.MIN;
      case "max" -> SideLimit.Kind.MAX;
      default -> throw new IllegalArgumentException();
    };
  }

  private static DetectionParameters detection(DetectionParameters silent, OcrQuery query) {
    double threshold = share("threshold", query.threshold, silent.threshold());
    double boxThreshold = share("box_threshold", query.boxThreshold, silent.boxThreshold());
    double unclip =
        value(
            "unclip",
            query.unclip,
            silent.unclipRatio(),
            Double::valueOf,
            "a number above 0, at most " + DetectionParameters.MOST_UNCLIP);
    return checked(
        "unclip",
        () ->
            silent.withThreshold(threshold).withBoxThreshold(boxThreshold).withUnclipRatio(unclip));
  }

  private static LineOptions lines(LineOptions silent, OcrQuery query) {
    return silent
        .withOriented(flag("orientation", query.orientation, silent.oriented()))
        .withLeastScore(share("score", query.score, silent.leastScore()))
        .withMendsSpaces(flag("spaces", query.spaces, silent.mendsSpaces()))
        .withWords(flag("words", query.words, silent.words()));
  }

  private static List<PictureOptions> pictures(String visualize) {
    return switch (visualize == null ? "false" : visualize) {
      case "false" -> List.of();
      case "true" -> List.of(PictureOptions.paddlex(new Subject.Regions(true)));
      case "page" -> List.of(PictureOptions.paddlex(new Subject.Page()));
      default ->
          throw problem("visualize must be true, false or page, not '%s'".formatted(visualize));
    };
  }

  private static boolean flag(String name, String text, boolean silent) {
    return value(name, text, silent, OcrRequests::flag, "true or false");
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static double share(String name, String text, double silent) {
    return value(name, text, silent, OcrRequests::share, "a number from 0 to 1");
  }

  private static Double share(String text) {
    double share = Double.parseDouble(text);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException();
    }
    return share;
  }

  private static <T> T value(
      String name, String text, T silent, Function<String, T> type, String expected) {
    if (text == null) {
      return silent;
    }
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw problem("%s must be %s, not '%s'".formatted(name, expected, text));
    }
  }

  private static <T> T checked(String name, java.util.function.Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw problem("%s: %s".formatted(name, e.getMessage()));
    }
  }

  private static ProblemException problem(String detail) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
  }
}
