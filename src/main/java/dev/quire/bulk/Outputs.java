package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where documents' texts go, and how they are made. A file is called like its document, with the
 * form's ending after the document's own, so that no two documents share one.
 *
 * @param form as what they are written
 * @param folder under which each has the path that its document has in the results; empty to put
 *     each beside its document
 * @param parameters with which the service is asked
 */
public record Outputs(
    OutputForm form, Optional<Path> folder, List<Map.Entry<String, String>> parameters) {

  private static final String PAGES = "pages";

  public Outputs {
    parameters = List.copyOf(parameters);
  }

  /** The first line of the results: files that were made otherwise are not mixed with these. */
  String heading() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ArrayNode query = json.arrayNode();
    parameters.stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .sorted()
        .forEach(query::add);
    ObjectNode job = json.objectNode().put("to", form.id()).set("parameters", query);
    return json.objectNode().set("job", job).toString();
  }

  /** Whether the user has chosen pages, which not every document need have. */
  boolean selectsPages() {
    return parameters.stream().anyMatch(parameter -> parameter.getKey().equals(PAGES));
  }

  /**
   * Where a document's file belongs.
   *
   * @throws IOException if that would be outside of the folder
   */
  Path target(InputFile file) throws IOException {
    if (folder.isEmpty()) {
      return FileNames.path(FileNames.of(file.path()) + form.ending());
    }
    Path target = folder.get();
    // the names of a path have no root
    for (Path name : FileNames.path(file.name() + form.ending())) {
      if (name.toString().equals("..")) {
        throw new IOException(
            "Its place would be outside of %s; --relative-to names a folder that it is in"
                .formatted(folder.get()));
      }
      if (!name.toString().equals(".")) {
        target = target.resolve(name);
      }
    }
    return target;
  }
}
