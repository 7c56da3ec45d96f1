package dev.quire.document;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;

/** Documents of a page each that together use what pages are made of. */
public final class PdfSamples {

  private static final PDRectangle PAGE = new PDRectangle(200, 200);
  private static final int SIDE = 64;
  private static final String IMAGE = "q 160 0 0 160 20 20 cm /I Do Q ";
  private static final String TEXT =
      "BT /F 14 Tf 12 TL 15 170 Td (Text of a page) Tj T* (and more) Tj ET ";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private PdfSamples() {}

  /** What makes a page's resources. */
  private interface Making {
    void of(PDDocument document, PDPage page, PDResources resources) throws IOException;
  }

  /** All of them, by what is in them. */
  public static Map<String, byte[]> all() {
    PdfSamples samples = new PdfSamples();
    try {
      samples.pictures();
      samples.jpeg2000();
      samples.masks();
      samples.fonts();
      samples.paths();
      samples.paints();
      samples.pages();
      samples.annotations();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples.files;
  }

  private void add(String name, String contents, Making making) throws IOException {
    add(name, contents, making, document -> {});
  }

  private void add(String name, String contents, Making making, TestPdfs.Change change)
      throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PAGE);
      document.addPage(page);
      PDResources resources = new PDResources();
      page.setResources(resources);
      PDStream stream = new PDStream(document);
      try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
        out.write(contents.getBytes(StandardCharsets.ISO_8859_1));
      }
      page.setContents(stream);
      making.of(document, page, resources);
      change.to(document);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      if (files.put(name, out.toByteArray()) != null) {
        throw new IllegalStateException(name + " is made twice");
      }
    }
  }

  // pictures

  private static BufferedImage drawing(int type) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, type);
    Graphics2D graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.WHITE, SIDE, SIDE, new Color(90, 160, 220)));
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.setColor(new Color(180, 30, 30));
    graphics.fillRect(10, 10, 25, 40);
    graphics.setColor(Color.BLACK);
    graphics.fillOval(30, 20, 28, 28);
    graphics.dispose();
    return picture;
  }

  /** Samples of a picture, of bits each, rows in whole bytes. */
  private static byte[] samples(int channels, int bits) {
    BufferedImage picture = drawing(BufferedImage.TYPE_INT_RGB);
    int stride = (SIDE * channels * bits + 7) / 8;
    byte[] samples = new byte[stride * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = picture.getRGB(x, y);
        for (int c = 0; c < channels; c++) {
          int at = (x * channels + c) * bits;
          int value = channel(rgb, channels, c);
          for (int b = 0; b < bits; b++) {
            int bit = bits == 16 ? value * 257 >> 15 - b & 1 : value >> 7 - b & 1;
            samples[y * stride + (at + b) / 8] |= (byte) (bit << 7 - (at + b) % 8);
          }
        }
      }
    }
    return samples;
  }

  private static int channel(int rgb, int channels, int channel) {
    int[] parts = {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
    return switch (channels) {
      case 1 -> (parts[0] + parts[1] + parts[2]) / 3;
      case 3 -> parts[channel];
      default -> channel == 3 ? 0 : 255 - parts[channel];
    };
  }

  private static COSStream image(byte[] data, COSBase space, int bits) throws IOException {
    COSStream stream = new COSStream();
    stream.setItem(COSName.TYPE, COSName.XOBJECT);
    stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
    stream.setInt(COSName.WIDTH, SIDE);
    stream.setInt(COSName.HEIGHT, SIDE);
    if (space != null) {
      stream.setItem(COSName.COLORSPACE, space);
    }
    stream.setInt(COSName.BITS_PER_COMPONENT, bits);
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(data);
    }
    return stream;
  }

  private static COSStream coded(byte[] samples, COSBase space, int bits, COSBase filters)
      throws IOException {
    COSStream plain = new COSStream();
    try (OutputStream out = plain.createOutputStream(filters)) {
      out.write(samples);
    }
    COSStream stream = image(plain.createRawInputStream().readAllBytes(), space, bits);
    stream.setItem(COSName.FILTER, filters);
    return stream;
  }

  private void addImage(String name, COSStream image) throws IOException {
    add(name, IMAGE, (document, page, resources) -> put(resources, COSName.XOBJECT, "I", image));
  }

  private static void put(PDResources resources, COSName kind, String name, COSBase value) {
    COSDictionary all = resources.getCOSObject().getCOSDictionary(kind);
    if (all == null) {
      all = new COSDictionary();
      resources.getCOSObject().setItem(kind, all);
    }
    all.setItem(COSName.getPDFName(name), value);
  }

  private static COSArray array(Object... items) {
    COSArray array = new COSArray();
    for (Object item : items) {
      if (item instanceof COSBase base) {
        array.add(base);
      } else if (item instanceof Integer number) {
        array.add(COSInteger.get(number));
      } else if (item instanceof Number number) {
        array.add(new COSFloat(number.floatValue()));
      } else if (item instanceof Boolean bool) {
        array.add(COSBoolean.getBoolean(bool));
      } else {
        array.add(COSName.getPDFName((String) item));
      }
    }
    return array;
  }

  private static COSDictionary dictionary(Object... entries) {
    COSDictionary dictionary = new COSDictionary();
    for (int i = 0; i < entries.length; i += 2) {
      dictionary.setItem(COSName.getPDFName((String) entries[i]), array(entries[i + 1]).get(0));
    }
    return dictionary;
  }

  /** A function from one number to colours. */
  private static COSDictionary ramp(COSArray from, COSArray to) {
    return dictionary("FunctionType", 2, "Domain", array(0, 1), "C0", from, "C1", to, "N", 1);
  }

  private void pictures() throws IOException {
    Map<String, Integer> devices = Map.of("DeviceGray", 1, "DeviceRGB", 3, "DeviceCMYK", 4);
    for (Map.Entry<String, Integer> device : devices.entrySet()) {
      for (int bits : new int[] {1, 2, 4, 8, 16}) {
        addImage(
            "picture " + device.getKey() + " " + bits,
            coded(
                samples(device.getValue(), bits),
                COSName.getPDFName(device.getKey()),
                bits,
                COSName.FLATE_DECODE));
      }
    }
    byte[] grey = samples(1, 8);
    for (COSName filter :
        List.of(
            COSName.LZW_DECODE,
            COSName.RUN_LENGTH_DECODE,
            COSName.ASCII85_DECODE,
            COSName.ASCII_HEX_DECODE)) {
      addImage("filter " + filter.getName(), coded(grey, COSName.DEVICEGRAY, 8, filter));
    }
    addImage(
        "filters of two",
        coded(grey, COSName.DEVICEGRAY, 8, array(COSName.ASCII85_DECODE, COSName.FLATE_DECODE)));
    addImage("filter none", image(grey, COSName.DEVICEGRAY, 8));
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB}) {
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(drawing(type), "jpeg", jpeg);
      boolean colour = type == BufferedImage.TYPE_INT_RGB;
      COSStream stream =
          image(jpeg.toByteArray(), colour ? COSName.DEVICERGB : COSName.DEVICEGRAY, 8);
      stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
      addImage("filter DCT " + (colour ? "colour" : "grey"), stream);
    }
    BufferedImage bilevel = drawing(BufferedImage.TYPE_BYTE_BINARY);
    try (PDDocument maker = new PDDocument()) {
      COSStream fax = CCITTFactory.createFromImage(maker, bilevel).getCOSObject();
      COSStream copy = image(fax.createRawInputStream().readAllBytes(), COSName.DEVICEGRAY, 1);
      copy.setItem(COSName.FILTER, COSName.CCITTFAX_DECODE);
      copy.setItem(COSName.DECODE_PARMS, dictionary("K", -1, "Columns", SIDE, "Rows", SIDE));
      addImage("filter CCITT", copy);
    }
    COSStream jbig2 = image(TestJbig2.of(bilevel), COSName.DEVICEGRAY, 1);
    jbig2.setItem(COSName.FILTER, COSName.JBIG2_DECODE);
    addImage("filter JBIG2", jbig2);
    byte[] colours = new byte[16 * 3];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) (i * 37);
    }
    addImage(
        "space Indexed",
        coded(
            samples(1, 4),
            array("Indexed", "DeviceRGB", 15, new COSString(colours)),
            4,
            COSName.FLATE_DECODE));
    addImage(
        "space CalRGB",
        coded(
            samples(3, 8),
            array("CalRGB", dictionary("WhitePoint", array(0.9505, 1, 1.089))),
            8,
            COSName.FLATE_DECODE));
    addImage(
        "space CalGray",
        coded(
            grey,
            array("CalGray", dictionary("WhitePoint", array(0.9505, 1, 1.089))),
            8,
            COSName.FLATE_DECODE));
    addImage(
        "space Separation",
        coded(
            grey,
            array("Separation", "Spot", "DeviceRGB", ramp(array(1, 1, 1), array(0.8, 0, 0.2))),
            8,
            COSName.FLATE_DECODE));
    COSStream inverted = coded(grey, COSName.DEVICEGRAY, 8, COSName.FLATE_DECODE);
    inverted.setItem(COSName.DECODE, array(1, 0));
    addImage("picture inverted by Decode", inverted);
    add(
        "picture inline",
        "q 160 0 0 160 20 20 cm BI /W 4 /H 4 /BPC 8 /CS /G /F /AHx ID"
            + " 00ff00ff ff00ff00 00ff00ff 40804080> EI Q",
        (document, page, resources) -> {});
  }

  private void jpeg2000() throws IOException {
    for (TestJpx picture : TestJpx.values()) {
      COSStream stream = jpx(picture, null);
      if (picture.name().endsWith("OPACITY")) {
        stream.setInt(COSName.SMASK_IN_DATA, 1);
      }
      addImage("JPX " + picture, stream);
    }
    addImage("JPX in DeviceRGB", jpx(TestJpx.COLOUR, COSName.DEVICERGB));
  }

  private static COSStream jpx(TestJpx picture, COSName space) throws IOException {
    COSStream stream = image(picture.file(), space, 8);
    stream.setInt(COSName.WIDTH, TestJpx.SIDE);
    stream.setInt(COSName.HEIGHT, TestJpx.SIDE);
    stream.setItem(COSName.FILTER, COSName.JPX_DECODE);
    return stream;
  }

  private void masks() throws IOException {
    COSStream soft = coded(samples(1, 8), COSName.DEVICEGRAY, 8, COSName.FLATE_DECODE);
    COSStream softened = coded(samples(3, 8), COSName.DEVICERGB, 8, COSName.FLATE_DECODE);
    softened.setItem(COSName.SMASK, soft);
    addImage("mask soft", softened);
    COSStream stencil = coded(samples(1, 1), null, 1, COSName.FLATE_DECODE);
    stencil.setBoolean(COSName.IMAGE_MASK, true);
    COSStream cut = coded(samples(3, 8), COSName.DEVICERGB, 8, COSName.FLATE_DECODE);
    cut.setItem(COSName.MASK, stencil);
    addImage("mask stencil", cut);
    COSStream keyed = coded(samples(1, 8), COSName.DEVICEGRAY, 8, COSName.FLATE_DECODE);
    keyed.setItem(COSName.MASK, array(200, 255));
    addImage("mask of a colour", keyed);
    COSStream veiled = coded(samples(3, 8), COSName.DEVICERGB, 8, COSName.FLATE_DECODE);
    veiled.setItem(COSName.SMASK, jpx(TestJpx.GREY, COSName.DEVICEGRAY));
    addImage("mask soft in JPX", veiled);
    add(
        "stencil alone",
        "0.8 0 0 rg " + IMAGE,
        (document, page, resources) -> put(resources, COSName.XOBJECT, "I", stencil));
  }

  // text

  private void fonts() throws IOException {
    for (FontName name : FontName.values()) {
      add(
          "font " + name.getName(),
          TEXT,
          (document, page, resources) ->
              put(resources, COSName.FONT, "F", new PDType1Font(name).getCOSObject()));
    }
    add(
        "font embedded",
        "BT /F 14 Tf 15 150 Td <0024002500260027004400450046> Tj ET",
        (document, page, resources) -> {
          try (InputStream font =
              PDFont.class.getResourceAsStream(
                  "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            PDFont embedded = PDType0Font.load(document, font, false);
            put(resources, COSName.FONT, "F", embedded.getCOSObject());
          }
        });
    add(
        "font of drawings",
        "BT /F 20 Tf 15 150 Td (aba) Tj ET",
        (document, page, resources) -> {
          COSStream square = new COSStream();
          try (OutputStream out = square.createOutputStream()) {
            out.write("1000 0 0 0 750 750 d1 0 0 700 700 re f".getBytes(StandardCharsets.US_ASCII));
          }
          COSStream bar = new COSStream();
          try (OutputStream out = bar.createOutputStream()) {
            out.write("1000 0 0 0 750 750 d1 0 0 200 700 re f".getBytes(StandardCharsets.US_ASCII));
          }
          put(
              resources,
              COSName.FONT,
              "F",
              dictionary(
                  "Type", "Font",
                  "Subtype", "Type3",
                  "FontBBox", array(0, 0, 750, 750),
                  "FontMatrix", array(0.001, 0, 0, 0.001, 0, 0),
                  "CharProcs", dictionary("square", square, "bar", bar),
                  "Encoding",
                      dictionary("Type", "Encoding", "Differences", array(97, "square", "bar")),
                  "FirstChar", 97,
                  "LastChar", 98,
                  "Widths", array(1000, 1000)));
        });
    for (int mode = 0; mode <= 7; mode++) {
      add(
          "text mode " + mode,
          "q " + mode + " Tr " + TEXT + (mode > 3 ? "0 0 200 200 re f" : "") + " Q",
          (document, page, resources) ->
              put(
                  resources,
                  COSName.FONT,
                  "F",
                  new PDType1Font(FontName.HELVETICA_BOLD).getCOSObject()));
    }
  }

  // paths and paints

  private void paths() throws IOException {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("fill", "20 20 100 100 re f");
    paths.put("fill even-odd", "20 20 100 100 re 40 40 60 60 re f*");
    paths.put("stroke", "5 w 20 20 m 180 180 l S");
    paths.put("dashes", "4 w [12 6] 3 d 20 100 m 180 100 l S");
    paths.put("curves", "3 w 20 20 m 20 180 180 180 180 20 c S");
    paths.put("joins", "14 w 1 j 1 J 40 40 m 100 150 l 160 40 l S");
    paths.put("clip", "50 50 80 80 re W n 0 0 1 rg 0 0 200 90 re f");
    paths.put("matrix", "0.7 0.7 -0.7 0.7 100 10 cm 20 20 60 60 re f");
    paths.put("CMYK", "0.1 0.9 0.2 0 k 20 20 100 100 re f");
    paths.put("hair line", "0 w 20 20 m 180 100 l S");
    for (Map.Entry<String, String> path : paths.entrySet()) {
      add("path " + path.getKey(), path.getValue(), (document, page, resources) -> {});
    }
  }

  private void paints() throws IOException {
    COSDictionary ramp = ramp(array(1, 0, 0), array(0, 0, 1));
    COSDictionary axial =
        dictionary(
            "ShadingType",
            2,
            "ColorSpace",
            "DeviceRGB",
            "Coords",
            array(20, 20, 180, 180),
            "Function",
            ramp,
            "Extend",
            array(true, true));
    COSDictionary radial = radial(ramp, false);
    COSStream mesh = new COSStream();
    try (OutputStream out = mesh.createOutputStream()) {
      out.write(
          new byte[] {
            0, 20, 20, -1, 0, 0, 0, (byte) 180, 20, 0, -1, 0, 0, 100, (byte) 180, 0, 0, -1
          });
    }
    mesh.addAll(
        dictionary(
            "ShadingType", 4,
            "ColorSpace", "DeviceRGB",
            "BitsPerCoordinate", 8,
            "BitsPerComponent", 8,
            "BitsPerFlag", 8,
            "Decode", array(0, 255, 0, 255, 0, 1, 0, 1, 0, 1)));
    Map<String, COSDictionary> shadings = new LinkedHashMap<>();
    shadings.put("axial", axial);
    shadings.put("radial", radial);
    shadings.put("radial extended inwards", radial(ramp, true));
    shadings.put("mesh", mesh);
    for (Map.Entry<String, COSDictionary> shading : shadings.entrySet()) {
      add(
          "shading " + shading.getKey(),
          "/S sh",
          (document, page, resources) -> put(resources, COSName.SHADING, "S", shading.getValue()));
    }
    add(
        "pattern of a shading",
        "/Pattern cs /P scn 30 30 120 120 re f",
        (document, page, resources) ->
            put(
                resources,
                COSName.PATTERN,
                "P",
                dictionary("Type", "Pattern", "PatternType", 2, "Shading", axial)));
    for (int paintType = 1; paintType <= 2; paintType++) {
      COSStream tile = new COSStream();
      try (OutputStream out = tile.createOutputStream()) {
        out.write(
            ((paintType == 1 ? "0.8 0.2 0 rg " : "") + "2 2 10 10 re f")
                .getBytes(StandardCharsets.US_ASCII));
      }
      tile.addAll(
          dictionary(
              "Type",
              "Pattern",
              "PatternType",
              1,
              "PaintType",
              paintType,
              "TilingType",
              1,
              "BBox",
              array(0, 0, 20, 20),
              "XStep",
              20,
              "YStep",
              20,
              "Resources",
              new COSDictionary()));
      COSBase space = paintType == 1 ? COSName.PATTERN : array("Pattern", "DeviceRGB");
      add(
          "pattern tiled " + paintType,
          "/C cs " + (paintType == 1 ? "" : "0 0.5 0 ") + "/P scn 10 10 180 180 re f",
          (document, page, resources) -> {
            put(resources, COSName.COLORSPACE, "C", space);
            put(resources, COSName.PATTERN, "P", tile);
          });
    }
    for (String mode :
        List.of("Normal", "Multiply", "Screen", "Darken", "Difference", "Luminosity")) {
      add(
          "blend " + mode,
          "0.9 0.3 0.1 rg 20 20 100 100 re f /G gs 0.1 0.4 0.9 rg 70 70 100 100 re f",
          (document, page, resources) ->
              put(
                  resources,
                  COSName.EXT_G_STATE,
                  "G",
                  dictionary("Type", "ExtGState", "BM", mode, "ca", 0.7)));
    }
    COSStream group = new COSStream();
    try (OutputStream out = group.createOutputStream()) {
      out.write("1 g 40 40 120 120 re f".getBytes(StandardCharsets.US_ASCII));
    }
    group.addAll(
        dictionary(
            "Type",
            "XObject",
            "Subtype",
            "Form",
            "BBox",
            array(0, 0, 200, 200),
            "Group",
            dictionary("S", "Transparency", "CS", "DeviceGray"),
            "Resources",
            new COSDictionary()));
    add(
        "mask of the state",
        "/G gs 0.2 0.2 0.6 rg 0 0 200 200 re f",
        (document, page, resources) ->
            put(
                resources,
                COSName.EXT_G_STATE,
                "G",
                dictionary("SMask", dictionary("S", "Luminosity", "G", group))));
    add(
        "form and group",
        "q 0.5 0 0 0.5 50 50 cm /X Do Q 20 20 20 20 re f",
        (document, page, resources) -> {
          COSStream form = new COSStream();
          try (OutputStream out = form.createOutputStream()) {
            out.write("0 0.6 0 rg 40 40 120 120 re f".getBytes(StandardCharsets.US_ASCII));
          }
          form.addAll(
              dictionary(
                  "Type",
                  "XObject",
                  "Subtype",
                  "Form",
                  "BBox",
                  array(0, 0, 200, 200),
                  "Resources",
                  new COSDictionary()));
          put(resources, COSName.XOBJECT, "X", form);
        });
  }

  private static COSDictionary radial(COSDictionary ramp, boolean inwards) {
    return dictionary(
        "ShadingType",
        3,
        "ColorSpace",
        "DeviceRGB",
        "Coords",
        array(100, 100, 10, 100, 100, 80),
        "Function",
        ramp,
        "Extend",
        array(inwards, false));
  }

  // pages and documents

  private void pages() throws IOException {
    Making font =
        (document, page, resources) ->
            put(resources, COSName.FONT, "F", new PDType1Font(FontName.HELVETICA).getCOSObject());
    String contents = TEXT + "20 20 60 30 re f";
    for (int turn : new int[] {90, 180, 270}) {
      add("page turned by " + turn, contents, font, pdf -> pdf.getPage(0).setRotation(turn));
    }
    add(
        "page cropped",
        contents,
        font,
        pdf -> pdf.getPage(0).setCropBox(new PDRectangle(10, 10, 120, 180)));
    add("page of large units", contents, font, pdf -> pdf.getPage(0).setUserUnit(2));
    add(
        "page counted wrong",
        contents,
        font,
        pdf -> pdf.getPages().getCOSObject().setInt(COSName.COUNT, 7));
    for (int bits : new int[] {40, 128, 256}) {
      add(
          "page encrypted by " + bits,
          contents,
          font,
          pdf -> {
            StandardProtectionPolicy policy =
                new StandardProtectionPolicy("owner", "", new AccessPermission());
            policy.setEncryptionKeyLength(bits);
            pdf.protect(policy);
          });
    }
    add(
        "page of contents in pieces",
        contents,
        font,
        pdf -> {
          COSArray pieces = new COSArray();
          pieces.add(pdf.getPage(0).getCOSObject().getItem(COSName.CONTENTS));
          COSStream more = new COSStream();
          try (OutputStream out = more.createOutputStream()) {
            out.write("100 20 30 60 re f".getBytes(StandardCharsets.US_ASCII));
          }
          pieces.add(more);
          pdf.getPage(0).getCOSObject().setItem(COSName.CONTENTS, pieces);
        });
  }

  private void annotations() throws IOException {
    for (String kind : List.of("Square", "Circle", "Highlight", "Underline", "Link")) {
      add(
          "annotation " + kind,
          "0.9 g 10 10 40 40 re f",
          (document, page, resources) ->
              page.getCOSObject()
                  .setItem(
                      COSName.ANNOTS,
                      array(
                          dictionary(
                              "Type", "Annot",
                              "Subtype", kind,
                              "Rect", array(30, 60, 150, 140),
                              "QuadPoints", array(30, 140, 150, 140, 30, 60, 150, 60),
                              "C", array(1, 0.2, 0),
                              "F", 4,
                              "Border", array(0, 0, 3)))));
    }
    add(
        "field of text",
        "0.9 g 10 10 40 40 re f",
        (document, page, resources) -> {
          COSDictionary field =
              dictionary(
                  "Type", "Annot",
                  "Subtype", "Widget",
                  "FT", "Tx",
                  "Rect", array(20, 100, 180, 130),
                  "F", 4);
          field.setString(COSName.T, "field");
          field.setString(COSName.V, "A value that was typed");
          field.setString(COSName.DA, "/Helv 14 Tf 0 g");
          page.getCOSObject().setItem(COSName.ANNOTS, array(field));
          COSDictionary form = dictionary("Fields", array(field), "NeedAppearances", true);
          document.getDocumentCatalog().getCOSObject().setItem(COSName.ACRO_FORM, form);
        });
  }
}
