package dev.quire.api.layout;

import dev.quire.api.RequestTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.Forms;
import dev.quire.api.document.PagesRequest;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.document.PageSelection;
import dev.quire.export.ExportFormat;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.picture.PictureFormat;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.SizeLimit;
import dev.quire.picture.Subject;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.MergeMode;
import dev.quire.task.layout.Merging;
import dev.quire.task.layout.Refinement;
import dev.quire.task.layout.ShapeMode;
import dev.quire.task.layout.Unclip;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads requests for layouts. Immutable and thread-safe. */
@Singleton
public final class LayoutRequests {

  private static final String JSON = "json";
  private static final Subject REGIONS = new Subject.Regions(true);

  private final Model model;
  private final RequestTerms terms;
  private final Forms forms;
  private final LayoutPages task;

  LayoutRequests(Model model, RequestTerms terms, Forms forms, LayoutPages task) {
    this.model = model;
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
  Uni<LayoutRequest> read(ReceivedBody body, LayoutQuery query) {
    SingleUse<byte[]> bytes = Forms.bytes(body);
    Optional<PageSelection> pages = Optional.ofNullable(query.pages).map(PageSelection::parse);
    LayoutOptions options =
        new LayoutOptions(
            parameters(query), Optional.ofNullable(query.resolution).map(this::resolution));
    List<PictureOptions> pictures = pictures(query.visualize);
    Optional<ExportFormat> format = format(query.format);
    return forms
        .upload(bytes, body, query.contentType, terms.ofDocument(query.request), task)
        .map(
            file ->
                new LayoutRequest(
                    new PagesRequest(
                        new DocumentRequest(file.content(), body, pictures, file.terms()), pages),
                    options,
                    format));
  }

  /** A picture in a format of its own, drawn on unless the query wants the bare page. */
  static PictureOptions picture(LayoutRequest request, PictureFormat format) {
    List<PictureOptions> asked = request.pages().document().pictures();
    Subject subject = asked.isEmpty() ? REGIONS : asked.get(0).subject();
    return new PictureOptions(subject, SizeLimit.none(), format);
  }

  /** Within JSON, pictures are as small as PaddleX's. */
  private static List<PictureOptions> pictures(String visualize) {
    if (visualize == null) {
      return List.of();
    }
    return switch (visualize) {
      case "false" -> List.of();
      case "true" -> List.of(PictureOptions.paddlex(REGIONS));
      case "page" -> List.of(PictureOptions.paddlex(new Subject.Page()));
      default -> throw problem("visualize must be true, false or page, not '%s'", visualize);
    };
  }

  private static Optional<ExportFormat> format(String format) {
    if (format == null || format.equals(JSON)) {
      return Optional.empty();
    }
    return Optional.of(
        ExportFormat.named(format)
            .orElseThrow(
                () ->
                    problem(
                        "format must be one of json, " + ExportFormat.ids() + ", not '%s'",
                        format)));
  }

  private LayoutParameters parameters(LayoutQuery query) {
    LayoutParameters parameters = LayoutParameters.of(model);
    if (query.threshold != null) {
      parameters =
          withThresholds(
              parameters,
              values("threshold", query.threshold, LayoutRequests::share, "a number from 0 to 1"));
    }
    if (query.nms != null) {
      parameters = parameters.withNms(parameters.nms().withEnabled(flag("nms", query.nms)));
    }
    return parameters.withRefinement(refinement(query));
  }

  private static LayoutParameters withThresholds(
      LayoutParameters silent, ClassValues<Double> thresholds) {
    return new LayoutParameters(
        thresholds.others().orElse(silent.threshold()),
        thresholds.byClass(),
        silent.nms(),
        silent.refinement(),
        silent.skipOrderLabels());
  }

  private Refinement refinement(LayoutQuery query) {
    Refinement refinement =
        switch (query.refinement == null ? "none" : query.refinement) {
          case "none" -> Refinement.NONE;
          case "paddlex" -> Refinement.PADDLEX;
          default ->
              throw problem("refinement must be none or paddlex, not '%s'", query.refinement);
        };
    if (query.merge != null) {
      refinement = refinement.withMerging(merging(query.merge));
    }
    if (query.unclip != null) {
      refinement = refinement.withUnclip(unclip(query.unclip));
    }
    if (query.shape != null) {
      refinement = refinement.withShape(constant("shape", query.shape, ShapeMode.class));
    }
    return refinement;
  }

  private Merging merging(String text) {
    ClassValues<MergeMode> modes =
        values(
            "merge",
            text,
            mode -> MergeMode.valueOf(constantName(mode)),
            "one of " + names(MergeMode.class));
    return modes.byClass().isEmpty() && modes.others().isPresent()
        ? new Merging.Everywhere(modes.others().get())
        : new Merging.PerClass(modes.each(model.labels().size()));
  }

  private Unclip unclip(String text) {
    ClassValues<Unclip.Ratio> ratios =
        values("unclip", text, LayoutRequests::ratio, "a ratio above 0, or WIDTHxHEIGHT of two");
    return new Unclip.PerClass(ratios.each(model.labels().size()));
  }

  private static Unclip.Ratio ratio(String text) {
    String[] sides = text.split("x", -1);
    if (sides.length > 2) {
      throw new IllegalArgumentException();
    }
    return new Unclip.Ratio(
        Double.parseDouble(sides[0]), Double.parseDouble(sides[sides.length - 1]));
  }

  private static Double share(String text) {
    double share = Double.parseDouble(text);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException();
    }
    return share;
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw problem(name + " must be true or false, not '%s'", text);
    };
  }

  private <T> ClassValues<T> values(
      String name, String text, java.util.function.Function<String, T> type, String expected) {
    return ClassValues.parse(name, text, model.labels(), type, expected);
  }

  private static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    try {
      return Enum.valueOf(type, constantName(text));
    } catch (IllegalArgumentException e) {
      throw problem(name + " must be one of " + names(type) + ", not '%s'", text);
    }
  }

  /** Constants are written in small letters; anything else names none. */
  private static String constantName(String text) {
    return text.equals(text.toLowerCase(Locale.ROOT)) ? text.toUpperCase(Locale.ROOT) : text + "?";
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private Resolution resolution(String asked) {
    List<Resolution> offered = model.resolutions();
    return offered.stream()
        .filter(resolution -> names(resolution).contains(asked))
        .findFirst()
        .orElseThrow(() -> problem("resolution must be one of " + offered + ", not '%s'", asked));
  }

  private static Set<String> names(Resolution resolution) {
    String whole = resolution.height() + "x" + resolution.width();
    return resolution.height() == resolution.width()
        ? Set.of(whole, String.valueOf(resolution.height()))
        : Set.of(whole);
  }

  private static ProblemException problem(String detail, String found) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail.formatted(found));
  }
}
