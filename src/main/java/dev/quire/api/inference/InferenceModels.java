package dev.quire.api.inference;

import dev.quire.api.paddlex.PageParsing;
import dev.quire.api.paddlex.TextReading;
import dev.quire.model.Model;
import dev.quire.model.OcrModel;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models that there are, by the names that PaddleX gives to their pipelines. Thread-safe. */
@Singleton
class InferenceModels {

  private static final Set<String> TEXT =
      Set.of(
          OcrModel.PAGE_ORIENTATION,
          OcrModel.DETECTION,
          OcrModel.LINE_ORIENTATION,
          OcrModel.RECOGNITION);

  private final PageParsing pages;
  private final Instance<TextReading> texts;

  InferenceModels(PageParsing pages, Instance<TextReading> texts) {
    this.pages = pages;
    this.texts = texts;
  }

  /**
   * The model of a name.
   *
   * @throws InferenceException if there is none
   */
  InferenceModel of(String name) {
    List<InferenceModel> all = all();
    return all.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                InferenceException.unknownModel(
                    name, all.stream().map(InferenceModel::name).toList()));
  }

  /**
   * The model of a name in a version.
   *
   * @throws InferenceException if there is none
   */
  InferenceModel of(String name, String version) {
    InferenceModel model = of(name);
    if (!version.equals(InferenceModel.VERSION)) {
      throw InferenceException.unknownVersion(name, version);
    }
    return model;
  }

  private Set<String> pageModels() {
    return pages.reads()
        ? Stream.concat(Stream.of(Model.LAYOUT), TEXT.stream()).collect(Collectors.toSet())
        : Set.of(Model.LAYOUT);
  }

  private List<InferenceModel> all() {
    return Stream.concat(
            Stream.of(new InferenceModel("layout-parsing", pages.operation(), pageModels())),
            texts.stream().map(reading -> new InferenceModel("ocr", reading, TEXT)))
        .toList();
  }
}
