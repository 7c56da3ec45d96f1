package dev.quire.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads YAML into records and says in plain words where a file is wrong. */
final class YamlFile {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private YamlFile() {}

  /**
   * Reads a file's contents.
   *
   * @param file what messages call it
   * @throws ModelException naming the file, the line and what is wrong
   */
  static <T> T read(String file, byte[] contents, Class<T> type) {
    try {
      T value = MAPPER.readValue(contents, type);
      if (value == null) {
        throw new ModelException(file + " is empty");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ModelException(file + line(e) + ": " + describe(e), e);
    } catch (IOException e) {
      throw new ModelException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The same as a tree, for files of which little is wanted. */
  static JsonNode tree(String file, byte[] contents) {
    return read(file, contents, JsonNode.class);
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
  }

  private static String describe(JsonProcessingException e) {
    if (e.getCause() instanceof StreamReadException syntax) {
      return "not valid YAML: " + oneLine(syntax);
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "the key '%s' is not known; expected one of %s"
          .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidTypeIdException type) {
      return "%s has the type '%s'; supported are Resize, NormalizeImage, Permute and PadStride"
          .formatted(path(type), type.getTypeId());
    }
    if (e instanceof InvalidFormatException format) {
      return "%s is '%s'; expected %s"
          .formatted(path(format), format.getValue(), words(format.getTargetType()));
    }
    if (e instanceof ValueInstantiationException value && value.getCause() != null) {
      return value.getCause().getMessage();
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "%s: expected %s".formatted(path(mismatch), words(mismatch.getTargetType()));
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return path(mapping) + ": " + oneLine(mapping);
    }
    return "not valid YAML: " + oneLine(e);
  }

  private static String oneLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().collect(Collectors.joining(" ")).strip();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String words(Class<?> type) {
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Integer.class || type == int.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == String.class) {
      return "a word";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "keys and values";
  }
}
