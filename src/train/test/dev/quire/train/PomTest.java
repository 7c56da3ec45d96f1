package dev.quire.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The two POMs share no parent, so that they could drift apart. */
class PomTest {

  private static final TreeSet<String> OF_TRAINING_ALONE =
      new TreeSet<>(Set.of("pytorch.version", "slf4j.version"));

  @Test
  void usesTheVersionsOfTheService() throws Exception {
    Map<String, String> service = versions("pom.xml");
    Map<String, String> training = versions("src/train/pom.xml");

    TreeSet<String> others = new TreeSet<>(training.keySet());
    others.removeAll(service.keySet());
    assertEquals(OF_TRAINING_ALONE, others);
    service.keySet().retainAll(training.keySet());
    training.keySet().retainAll(service.keySet());
    assertEquals(service, training);
  }

  private static Map<String, String> versions(String pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of(pom).toFile());
    NodeList properties =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/properties/*", document, XPathConstants.NODESET);
    Map<String, String> versions = new TreeMap<>();
    for (int i = 0; i < properties.getLength(); i++) {
      String name = properties.item(i).getNodeName();
      if (name.endsWith(".version")) {
        versions.put(name, properties.item(i).getTextContent());
      }
    }
    return versions;
  }
}
