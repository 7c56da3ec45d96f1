package dev.quire.model;

import dev.quire.model.OcrDescriptor.Part;
import dev.quire.model.OcrFiles.Kind;
import dev.quire.model.OcrModel.Characters;
import dev.quire.model.graph.Graph;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The descriptors of a folder with the models of text reading: the service's own, and what the
 * files are called.
 *
 * @param folder where they lie
 * @param own {@code ocr.yml}, or nothing said
 */
record OcrDescriptors(ModelFolder folder, OcrDescriptor own) {

  private static final String OWN = "ocr.yml";

  /** Where RapidAI's recognisers list their characters, one a line. */
  private static final String METADATA = "character";

  /** How many characters the Chinese recognisers until version 4 have, which drop spaces. */
  private static final int CHARACTERS_WITHOUT_SPACES = 6623;

  /**
   * Reads what there is.
   *
   * @throws ModelException if it is not what it should be
   */
  static OcrDescriptors read(ModelFolder folder) {
    OcrDescriptor own =
        folder
            .read(OWN)
            .map(bytes -> YamlFile.read(folder.describe(OWN), bytes, OcrDescriptor.class))
            .orElse(OcrDescriptor.EMPTY);
    return new OcrDescriptors(folder, own);
  }

  /**
   * The models that they describe.
   *
   * @throws ModelException if one is missing, or its file is not the one that is described
   */
  OcrModel model() {
    String name = Objects.requireNonNullElse(own.name(), folder.name());
    String recognizer = required(Kind.RECOGNITION, own.recognition());
    ModelFiles recognition = files(name, Kind.RECOGNITION, own.recognition(), recognizer);
    Characters characters = characters(recognizer, recognition.graph());
    return new OcrModel(
        name,
        files(name, Kind.DETECTION, own.detection(), required(Kind.DETECTION, own.detection())),
        optional(name, Kind.LINE_ORIENTATION, own.lineOrientation()),
        optional(name, Kind.PAGE_ORIENTATION, own.pageOrientation()),
        recognition,
        characters,
        Objects.requireNonNullElse(
            own.mendSpaces(), characters.entries().size() == CHARACTERS_WITHOUT_SPACES),
        Objects.requireNonNullElse(own.license(), ""),
        Objects.requireNonNullElse(own.description(), ""));
  }

  private Optional<ModelFiles> optional(String name, Kind kind, Part part) {
    return file(kind, part).map(file -> files(name, kind, part, file));
  }

  private Optional<String> file(Kind kind, Part part) {
    return Optional.ofNullable(part).map(Part::file).or(() -> new OcrFiles(folder).find(kind));
  }

  private String required(Kind kind, Part part) {
    return file(kind, part)
        .orElseThrow(
            () ->
                new ModelException(
                    ("%s has no graph for %s; expected an .onnx file with '%s' in its name, or %s"
                            + " that names one")
                        .formatted(
                            folder.describe(""), kind.key(), kind.key().substring(0, 3), OWN)));
  }

  private ModelFiles files(String name, Kind kind, Part part, String file) {
    requireInside(file);
    ModelFile graph = folder.file(file);
    if (part != null && part.sha256() != null) {
      requireSame(file, part.sha256(), graph.bytes());
    }
    return new ModelFiles(name + "-" + kind.dashed(), graph);
  }

  /**
   * The application's own descriptor names what comes with it, a user's what lies in its folder.
   */
  private void requireInside(String file) {
    if (folder instanceof ModelFolder.OnDisk disk
        && !disk.folder().resolve(file).normalize().startsWith(disk.folder())) {
      throw new ModelException(
          "%s: the file %s is not in the folder".formatted(folder.describe(OWN), file));
    }
  }

  private void requireSame(String file, String expected, byte[] contents) {
    String found = sha256(contents);
    if (!found.equalsIgnoreCase(expected)) {
      throw new ModelException(
          "%s has the SHA-256 %s; %s expects %s"
              .formatted(folder.describe(file), found, folder.describe(OWN), expected));
    }
  }

  private static String sha256(byte[] contents) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * From the file that is named for it, or else from where publishers put them: into the graph,
   * beside it into Paddle's descriptor, or into a list of their own.
   */
  private Characters characters(String recognizer, ModelFile graph) {
    if (own.characters() != null) {
      return list(own.characters());
    }
    Optional<Characters> inGraph =
        Graph.parse(graph.name(), graph.bytes())
            .metadata(METADATA)
            .map(text -> new Characters(lines(text), folder.describe(recognizer)));
    return inGraph
        .or(() -> inDescriptor(recognizer))
        .or(() -> new OcrFiles(folder).characters().map(this::list))
        .orElseThrow(
            () ->
                new ModelException(
                    ("%s does not say what its classes mean; expected its metadata '%s', an"
                            + " inference.yml with PostProcess.character_dict, or %s with"
                            + " characters: FILE")
                        .formatted(folder.describe(recognizer), METADATA, OWN)));
  }

  private Optional<Characters> inDescriptor(String recognizer) {
    int folderEnd = recognizer.lastIndexOf('/') + 1;
    String file = recognizer.substring(0, folderEnd) + "inference.yml";
    return folder
        .read(file)
        .map(bytes -> YamlFile.tree(folder.describe(file), bytes))
        .map(tree -> tree.at("/PostProcess/character_dict"))
        .filter(entries -> entries.isArray())
        .map(
            entries -> {
              List<String> characters = new java.util.ArrayList<>();
              entries.forEach(entry -> characters.add(entry.asText()));
              return new Characters(characters, folder.describe(file));
            });
  }

  private Characters list(String file) {
    requireInside(file);
    byte[] contents =
        folder
            .read(file)
            .orElseThrow(() -> new ModelException(folder.describe(file) + " is missing"));
    return new Characters(
        lines(new String(contents, StandardCharsets.UTF_8)), folder.describe(file));
  }

  /** Never trimmed: spaces of all kinds are characters too. */
  private static List<String> lines(String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(whole.replace("\r", "").split("\n", -1));
  }
}
