package dev.quire.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Requests with files, most of them damaged: as the body, in forms, and in JSON; answered at once
 * or by lines.
 */
final class FileAsks implements Asks {

  private static final List<String> PICTURE_TYPES =
      List.of("image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff");

  /** Those that take a file as it is. */
  private static final List<String> PAGES = List.of("/v1/layout", "/v1/ocr", "/v1/read");

  private static final List<String> PADDLEX = List.of("/layout-parsing", "/ocr");

  private static final String PDF_TYPE = "application/pdf";
  private static final String BOUNDARY = "----fuzz7MA4YWxkTrZu0gW";

  private static final String MARKS = "-\r\n\";:\0\u00ff";

  private final List<byte[]> pictures;
  private final List<byte[]> pdfs;
  private final Damage pictureDamage;
  private final Damage pdfDamage;

  FileAsks(List<byte[]> pictures, List<byte[]> pdfs) {
    this.pictures = List.copyOf(pictures);
    this.pdfs = List.copyOf(pdfs);
    this.pictureDamage = new Damage(pictures);
    this.pdfDamage = new Damage(pdfs);
  }

  @Override
  public Ask next(Dice dice) {
    boolean pdf = dice.oneIn(3);
    byte[] file = file(pdf, dice);
    String type = pdf ? PDF_TYPE : dice.of(PICTURE_TYPES);
    boolean lines = dice.oneIn(4);
    return switch (dice.below(20)) {
      case 0, 1, 2 -> form(dice.of(PAGES), file, type, lines, Dialect.QUIRE, dice);
      case 3 -> form("/analyze", file, type, false, Dialect.ANALYZE, dice);
      case 4, 5, 6, 7 -> json(file, pdf, dice);
      default ->
          new Ask(
              dice.of(PAGES) + dice.of("", "", "", "?pages=1", "?pages=1-"),
              Headers.ofFile(type, lines, dice),
              file,
              Dialect.QUIRE,
              false);
    };
  }

  private byte[] file(boolean pdf, Dice dice) {
    byte[] whole = dice.of(pdf ? pdfs : pictures);
    if (dice.oneIn(15)) {
      return whole;
    }
    return (pdf ? pdfDamage : pictureDamage).of(whole, dice);
  }

  private static Ask json(byte[] file, boolean pdf, Dice dice) {
    String json =
        "{\"file\":\"%s\",\"fileType\":%d,\"visualize\":%b}"
            .formatted(
                Base64.getEncoder().encodeToString(file),
                pdf ^ dice.oneIn(20) ? 0 : 1,
                dice.oneIn(4));
    return new Ask(
        dice.of(PADDLEX),
        List.of("Content-Type", "application/json"),
        json.getBytes(StandardCharsets.UTF_8),
        Dialect.PADDLEX,
        false);
  }

  private static Ask form(
      String target, byte[] file, String type, boolean lines, Dialect dialect, Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (dice.oneIn(5)) {
      put(out, part(dice.of("a", "", "file"), "") + "\r\n\r\nb\r\n");
    }
    put(out, part(dice.oneIn(15) ? "File" : "file", "; filename=\"" + name(dice) + "\""));
    put(out, "\r\nContent-Type: " + type + "\r\n\r\n");
    out.writeBytes(file);
    put(out, "\r\n--" + BOUNDARY + "--\r\n");
    byte[] form = out.toByteArray();
    return new Ask(
        target,
        Headers.ofFile("multipart/form-data; boundary=" + BOUNDARY, lines, dice),
        dice.oneIn(4) ? damaged(form, dice) : form,
        dialect,
        false);
  }

  private static String part(String name, String more) {
    return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more;
  }

  private static String name(Dice dice) {
    return dice.of(
        "page.png", "", "../../a", "\0", "é😀", "a\\\"b", "c".repeat(4_000), dice.text(20));
  }

  /** Damage to what is around the file. */
  private static byte[] damaged(byte[] form, Dice dice) {
    int reach = Math.min(200, form.length);
    int at = dice.oneIn(3) ? form.length - 1 - dice.below(reach) : dice.below(reach);
    byte[] damaged = form.clone();
    switch (dice.below(3)) {
      case 0 -> damaged[at] = (byte) MARKS.charAt(dice.below(MARKS.length()));
      case 1 -> damaged = Arrays.copyOf(form, at);
      default -> System.arraycopy(form, 0, damaged, at, Math.min(60, form.length - at));
    }
    return damaged;
  }

  private static void put(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
