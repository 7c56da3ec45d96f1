package dev.quire.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads YAML, and JSON, which is YAML too: no key twice, and no field that a type does not know.
 */
final class StrictYaml {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new NothingElse())
          .build();

  private StrictYaml() {}

  /** The documents of a file. */
  static List<JsonNode> documents(Path file) {
    return documents(file.toString(), DeployFiles.text(file));
  }

  /**
   * The documents of a text.
   *
   * @param name what messages call it
   */
  static List<JsonNode> documents(String name, String text) {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        documents.add(parser.readValueAsTree());
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }

  /** The file's only document. */
  static JsonNode document(String file) {
    List<JsonNode> documents = documents(DeployFiles.ROOT.resolve(file));
    if (documents.size() != 1) {
      throw new AssertionError(file + " has %d documents, not 1".formatted(documents.size()));
    }
    return documents.get(0);
  }

  /** The document as a type, of which it must have no other fields. */
  static <T> T as(String name, JsonNode document, Class<T> type) {
    try {
      return MAPPER.treeToValue(document, type);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }

  /** The types of Kubernetes keep what they do not know; here they refuse it. */
  private static final class NothingElse extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }
}
