package dev.quire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.FuzzedPdfs;
import dev.quire.document.PdfSamples;
import dev.quire.document.Pdfium;
import dev.quire.image.FuzzedImages;
import dev.quire.image.Interpolation;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.ServiceProcess;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged files, images, TIFF and PDF, sent to the whole service: each is answered
 * soon, with 503 at worst; none ends a process of the service but those that draw PDF pages, whose
 * memory stays bounded; and no page is answered with nothing at all, no region, warning or problem,
 * unless it is empty.
 *
 * <p>Of the answers with nothing, the page is made here once more. What has ink the model has seen
 * and found nothing on it, as on much that is damaged. What has none is a fault, unless it has none
 * in truth: a change may leave a file as its format wants it, of which bitmaps, PNG with its
 * checksums put right and lossy WebP are not judged; of PDF files PDFium judges, where Python has
 * it ({@code -Dpdfium.python=PYTHON}).
 *
 * <p>Run by hand, after {@code ./mvnw -DskipTests package}, with {@code ./mvnw test
 * -Dtest=FileFuzzCheck}; {@code -Dfuzz.files=20000}, {@code -Dfuzz.seed=1}, {@code -Dfuzz.heap=1g}.
 */
class FileFuzzCheck {

  private static final int FILES = Integer.getInteger("fuzz.files", 20_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final String HEAP = System.getProperty("fuzz.heap", "1g");
  private static final int WIDTH = 300;
  private static final int SIDE = 64;
  private static final int AT_ONCE = 6;
  private static final int LOOK_EVERY = 50;
  private static final int LEVELS = 16;
  private static final int LIGHT = 250;
  private static final double MOST_SILENT = 0.002;
  private static final double MOST_MEGABYTES = 1_500;

  private final ObjectMapper json = new ObjectMapper();
  private final Documents documents = new Documents(DocumentSettings.defaults());
  private final Map<String, Map<String, Integer>> table = new ConcurrentSkipListMap<>();
  private final Map<Integer, String> faults = new ConcurrentSkipListMap<>();
  private final Map<Integer, byte[]> silent = new ConcurrentSkipListMap<>();

  private record Sample(String kind, byte[] bytes) {

    boolean isPdf() {
      return kind.startsWith("pdf");
    }

    String mediaType() {
      return isPdf() ? "application/pdf" : "image/" + kind.replaceAll(" .*", "");
    }

    byte[] damaged(Random random) {
      return isPdf()
          ? FuzzedPdfs.damaged(bytes, random)
          : FuzzedImages.changed(kind, bytes, random);
    }

    /** Whether what is changed in it can be found out. */
    boolean isJudged() {
      return !kind.startsWith("bmp") && !kind.startsWith("png") && !kind.startsWith("webp");
    }
  }

  @Test
  void everyFileIsAnsweredAndNoneWithNothing(@TempDir Path folder) throws Exception {
    List<Sample> samples = samples();
    double resident = 0;
    double drawing = 0;
    try (ServiceProcess service =
        ServiceProcess.start(
            "file-fuzz",
            List.of("-Xmx" + HEAP),
            Map.of("quire.devices", "cpu", "quire.models.similarity.enabled", "false"))) {
      LayoutClient client = new LayoutClient(service.address());
      for (Sample sample : samples) {
        // or nothing would be learnt from what becomes of it when it is damaged
        assertEquals(200, client.ask(sample.bytes(), sample.mediaType()).statusCode(), sample.kind);
      }
      Semaphore free = new Semaphore(AT_ONCE);
      CountDownLatch ends = new CountDownLatch(FILES);
      for (int number = 0; number < FILES; number++) {
        free.acquire();
        send(client, samples.get(number % samples.size()), number)
            .whenComplete(
                (nothing, failure) -> {
                  free.release();
                  ends.countDown();
                });
        if (number % LOOK_EVERY == 0) {
          resident = Math.max(resident, service.residentMegabytes());
          drawing = Math.max(drawing, service.largestChildMegabytes());
        }
      }
      ends.await();
      assertTrue(service.isAlive(), "the service has ended");
      assertTrue(service.answers("/q/health/ready"), "the service is not ready any more");
      if (!service.stacks().isEmpty()) {
        faults.put(FILES, service.stacks().size() + " stacks in its log: " + service.stacks());
      }
      assertEquals(0, service.stop(Duration.ofSeconds(40)), "it stops");
    }
    table.forEach((kind, row) -> System.out.printf("%-32s %s%n", kind, new TreeMap<>(row)));
    judge(samples, folder);
    faults.values().stream().limit(40).forEach(System.out::println);
    System.out.printf(
        "%d files, seed %d: %d faults, %d answers with nothing; at most %.0f MB resident in all,"
            + " %.0f MB in a process that draws%n",
        FILES, SEED, faults.size(), silent.size(), resident, drawing);
    assertTrue(drawing <= MOST_MEGABYTES, "a process that draws takes %.0f MB".formatted(drawing));
    assertTrue(faults.isEmpty(), faults.size() + " faults");
  }

  private CompletableFuture<Void> send(LayoutClient client, Sample sample, int number) {
    byte[] file = sample.damaged(new Random(SEED * 1_000_003 + number));
    return client
        .send(file, sample.mediaType(), "X-Client-Id", "client-" + number % 3)
        .handle(
            (response, failure) -> {
              try {
                String became = failure == null ? answered(response, file, number) : "no answer";
                if (failure != null) {
                  fault(number, sample, failure.toString());
                }
                table
                    .computeIfAbsent(sample.kind(), kind -> new ConcurrentSkipListMap<>())
                    .merge(became, 1, Integer::sum);
              } catch (IOException | RuntimeException e) {
                fault(number, sample, e.toString());
              }
              return null;
            });
  }

  private void fault(int number, Sample sample, String what) {
    faults.put(number, "%d %s: %s".formatted(number, sample.kind(), what));
  }

  private String answered(HttpResponse<String> response, byte[] file, int number)
      throws IOException {
    int status = response.statusCode();
    if (status >= 500 && status != 503) {
      throw new CompletionException(status + " " + response.body(), null);
    }
    if (status != 200) {
      return String.valueOf(status);
    }
    JsonNode answer = json.readTree(response.body());
    if (!answer.findValues("error").isEmpty()) {
      return "error in its place";
    }
    if (answer.findValues("warnings").stream().anyMatch(each -> !each.isEmpty())) {
      return "warned";
    }
    if (answer.findValues("regions").stream().anyMatch(each -> !each.isEmpty())) {
      return "regions";
    }
    silent.put(number, file);
    return "nothing";
  }

  /** Which of the pages that were answered with nothing have no ink, though they should. */
  private void judge(List<Sample> samples, Path folder) throws Exception {
    List<Integer> blankPdfs = new ArrayList<>();
    int seen = 0;
    for (Map.Entry<Integer, byte[]> each : silent.entrySet()) {
      Sample sample = samples.get(each.getKey() % samples.size());
      if (!isBlank(each.getValue())) {
        seen++;
      } else if (sample.isPdf()) {
        blankPdfs.add(each.getKey());
      } else if (sample.isJudged()) {
        fault(each.getKey(), sample, "the ink is gone in silence");
      }
    }
    System.out.printf("%d of the pages with nothing have ink, which the model has seen%n", seen);
    if (!Pdfium.isThere()) {
      System.out.printf("%d blank pages of PDF files are not judged%n", blankPdfs.size());
      return;
    }
    List<ByteBuffer> drawn = Pdfium.draw(folder, blankPdfs.stream().map(silent::get).toList());
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; i < blankPdfs.size(); i++) {
      if (Pdfium.hasInk(drawn.get(i), LIGHT)) {
        lost.add(blankPdfs.get(i));
      }
    }
    System.out.printf(
        "PDFium finds ink on %d of %d blank pages of PDF files: %s%n",
        lost.size(), blankPdfs.size(), lost);
    if (lost.size() > MOST_SILENT * FILES) {
      lost.forEach(number -> fault(number, samples.get(number % samples.size()), "lost"));
    }
  }

  private boolean isBlank(byte[] file) {
    try (Document document = documents.open(file)) {
      byte[] pixels = document.page(1).prepare(SIDE, SIDE, Interpolation.AREA).pixels();
      for (byte pixel : pixels) {
        if (Math.abs((pixel & 0xff) - (pixels[0] & 0xff)) > LEVELS) {
          return false;
        }
      }
      return true;
    }
  }

  private static List<Sample> samples() throws IOException {
    BufferedImage page = ImageIO.read(new ByteArrayInputStream(Pages.sample()));
    int height = WIDTH * page.getHeight() / page.getWidth();
    BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(page, 0, 0, WIDTH, height, null);
    graphics.dispose();
    Map<String, byte[]> files = new LinkedHashMap<>();
    PdfSamples.all().forEach((kind, file) -> files.put("pdf " + kind, file));
    files.putAll(FuzzedImages.of(small));
    return files.entrySet().stream()
        .map(each -> new Sample(each.getKey(), each.getValue()))
        .toList();
  }
}
