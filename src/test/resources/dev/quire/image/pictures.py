"""Writes image files of every kind the formats allow, and of each the picture that a viewer shows.

usage: pictures.py FOLDER

Needs Pillow, numpy, tifffile and imagecodecs. For each file NAME there is NAME.rgb: width, height and
tolerance as three 4-byte big-endian numbers, then red, green and blue of each pixel on white. A name
that begins with "unread-" is that of a file that may be refused.
"""

import io
import struct
import sys
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image, ImageDraw, PngImagePlugin

WIDTH, HEIGHT = 153, 201
folder = Path(sys.argv[1])
count = 0


def page():
    """Text-like ink, a grey ramp and patches of colour on white."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    for y in range(10, 90, 12):
        draw.text((8, y), "The quick brown fox %d" % y, fill="black")
    for x in range(16):
        level = x * 17
        draw.rectangle((8 + x * 8, 100, 15 + x * 8, 120), fill=(level, level, level))
    colours = ["#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff", "#804020", "#336699"]
    for i, colour in enumerate(colours):
        draw.rectangle((8 + i * 16, 130, 23 + i * 16, 150), fill=colour)
    for i in range(20):
        draw.line((8, 160 + i, 8 + i * 7, 199), fill=(i * 12, 40, 255 - i * 12))
    return np.asarray(image)


RGB = page()
GREY = np.asarray(Image.fromarray(RGB).convert("L"))
ALPHA = np.where(GREY > 250, 0, 255).astype(np.uint8)
ALPHA[160:] = np.where(ALPHA[160:] > 0, 128, 0)


def on_white(rgb, alpha):
    a = alpha.astype(np.float64)[..., None] / 255
    return np.rint(rgb * a + 255 * (1 - a)).astype(np.uint8)


def store(name, data, rgb, tolerance=2):
    global count
    rgb = np.asarray(rgb)
    if rgb.ndim == 2:
        rgb = np.repeat(rgb[..., None], 3, 2)
    (folder / name).write_bytes(data)
    header = struct.pack(">iii", rgb.shape[1], rgb.shape[0], tolerance)
    (folder / (name + ".rgb")).write_bytes(header + rgb.astype(np.uint8).tobytes())
    count += 1


def quantised(grey, bits):
    most = (1 << bits) - 1
    return np.rint(grey.astype(np.float64) * most / 255).astype(np.uint16)


def shown(values, bits):
    return np.rint(values.astype(np.float64) * 255 / ((1 << bits) - 1)).astype(np.uint8)


def packed(values, bits):
    """Rows of samples as a bit stream, each row begun on a byte."""
    rows = []
    for row in values.reshape(values.shape[0], -1):
        b = ((row[:, None].astype(np.uint32) >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8)
        rows.append(np.packbits(b.ravel()))
    return np.array(rows)


# ---- TIFF, written by tifffile

def tiff(name, array, rgb, tolerance=2, **options):
    """Without a picture it is what libtiff within Pillow makes of the file."""
    out = io.BytesIO()
    order = options.pop("byteorder", "<")
    try:
        tifffile.imwrite(out, array, byteorder=order, metadata=None, **options)
    except Exception as e:  # what the writer does not write
        print("not written: %s (%s)" % (name, e), file=sys.stderr)
        return
    if rgb is None:
        rgb = np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB"))
    store(name + ".tif", out.getvalue(), rgb, tolerance)


COMPRESSIONS = [None, "lzw", "deflate", "packbits"]
UNREAD = ["lzma", "zstd", "webp", "jpeg2000", "jpegxl", "jpegxr_ndpi"]

for order in "<>":
    for compression in COMPRESSIONS:
        for tile in (None, (64, 64)):
            base = "tiff-%s-%s-%s" % ("le" if order == "<" else "be", compression, "tiles" if tile else "strips")
            common = dict(byteorder=order, compression=compression, tile=tile)
            if tile is None:
                common["rowsperstrip"] = 37
            for predictor in ([False, True] if compression in ("lzw", "deflate") else [False]):
                p = "-predicted" if predictor else ""
                options = dict(common, predictor=predictor)
                for photometric in ("minisblack", "miniswhite"):
                    seen = GREY if photometric == "minisblack" else 255 - GREY
                    tiff(base + p + "-" + photometric + "-8", seen, GREY, photometric=photometric, **options)
                    tiff(base + p + "-" + photometric + "-16", seen.astype(np.uint16) * 257, GREY,
                         photometric=photometric, **options)
                for planar in ("contig", "separate"):
                    if planar == "separate":
                        moved = np.moveaxis(RGB, 2, 0)
                    else:
                        moved = RGB
                    tiff(base + p + "-rgb-8-" + planar, moved, RGB, photometric="rgb", planarconfig=planar, **options)
                    tiff(base + p + "-rgb-16-" + planar, moved.astype(np.uint16) * 257, RGB, photometric="rgb",
                         planarconfig=planar, **options)
            bilevel = GREY > 127
            for photometric in ("minisblack", "miniswhite"):
                seen = bilevel if photometric == "minisblack" else ~bilevel
                if tile is None or True:
                    tiff(base + "-" + photometric + "-1", seen, bilevel * np.uint8(255), photometric=photometric, **common)
            for bits in (8, 16):
                scale = 1 if bits == 8 else 257
                kind = np.uint8 if bits == 8 else np.uint16
                rgba = np.dstack([RGB, ALPHA]).astype(kind) * kind(scale)
                tiff(base + "-rgba-%d-unassociated" % bits, rgba, on_white(RGB, ALPHA), photometric="rgb",
                     extrasamples=["unassalpha"], **common)
                weak = np.rint(RGB * (ALPHA[..., None] / 255)).astype(np.uint8)
                tiff(base + "-rgba-%d-associated" % bits, np.dstack([weak, ALPHA]).astype(kind) * kind(scale),
                     on_white(RGB, ALPHA), photometric="rgb", extrasamples=["assocalpha"], **common)
                tiff(base + "-rgbx-%d" % bits, rgba, RGB, photometric="rgb", extrasamples=["unspecified"], **common)
                moved = np.moveaxis(rgba, 2, 0)
                tiff(base + "-rgba-%d-planar" % bits, moved, on_white(RGB, ALPHA), photometric="rgb",
                     planarconfig="separate", extrasamples=["unassalpha"], **common)
                la = np.dstack([GREY, ALPHA]).astype(kind) * kind(scale)
                tiff(base + "-greyalpha-%d" % bits, la, on_white(np.repeat(GREY[..., None], 3, 2), ALPHA),
                     photometric="minisblack", planarconfig="contig", extrasamples=["unassalpha"], **common)
                cmyk = np.dstack([255 - RGB, np.full(GREY.shape, 20, np.uint8)])
                light = np.rint(RGB * (235 / 255))
                for planar in ("contig", "separate"):
                    inks = cmyk.astype(kind) * kind(scale)
                    inks = inks if planar == "contig" else np.moveaxis(inks, 2, 0)
                    tiff(base + "-cmyk-%d-%s" % (bits, planar), inks, light, photometric="separated",
                         planarconfig=planar, **common)
            index = np.asarray(Image.fromarray(RGB).quantize(256))
            colours = np.array(Image.fromarray(RGB).quantize(256).getpalette() + [0] * 768)[:768].reshape(256, 3)
            tiff(base + "-palette-8", index, colours[index], photometric="palette",
                 colormap=(colours.T * 257).astype(np.uint16), **common)

for compression in UNREAD:
    tiff("unread-tiff-" + compression, RGB, RGB, photometric="rgb", compression=compression, tolerance=12)
tiff("unread-tiff-32", GREY.astype(np.uint32) << 24, GREY, photometric="minisblack")
tiff("unread-tiff-float", GREY.astype(np.float32) / 255, GREY, photometric="minisblack")
tiff("unread-tiff-big", RGB, RGB, photometric="rgb", bigtiff=True)

for photometric, array in (("rgb", RGB), ("ycbcr", RGB), ("minisblack", GREY)):
    for tile in (None, (64, 64)):
        options = dict(tile=tile) if tile else dict(rowsperstrip=64)
        name = "tiff-jpeg-%s-%s" % (photometric, "tiles" if tile else "strips")
        tiff(name, array, None, photometric=photometric, compression="jpeg", compressionargs={"level": 98}, **options)


# ---- TIFF, put together here: what the writers do not write

def raw_tiff(name, data, rgb, entries, tolerance=2, order="<", reverse=False):
    tags = {256: WIDTH, 257: HEIGHT, 259: 1, 262: 1, 277: 1, 278: HEIGHT}
    tags.update(entries)
    if reverse:
        data = np.packbits(np.unpackbits(np.frombuffer(data, np.uint8).reshape(-1, 1), axis=1)[:, ::-1], axis=1).tobytes()
        tags[266] = 2
    tags[279] = len(data)
    tags[273] = 8
    body = bytearray((b"II*\0" if order == "<" else b"MM\0*") + b"\0\0\0\0" + data)
    if len(body) % 2:
        body += b"\0"
    directory = b""
    extra = {}
    for tag, value in sorted(tags.items()):
        values = value if isinstance(value, (list, tuple)) else [value]
        wide = tag in (256, 257, 273, 278, 279)
        kind, form = (4, "I") if wide else (3, "H")
        block = struct.pack(order + form * len(values), *values)
        if len(block) <= 4:
            field = block.ljust(4, b"\0")
        else:
            field = struct.pack(order + "I", len(body))
            body += block
        directory += struct.pack(order + "HHI", tag, kind, len(values)) + field
    if len(body) % 2:
        body += b"\0"
    body[4:8] = struct.pack(order + "I", len(body))
    body += struct.pack(order + "H", len(tags)) + directory + b"\0\0\0\0"
    store(name + ".tif", bytes(body), rgb, tolerance)


for order in "<>":
    o = "le" if order == "<" else "be"
    for bits in (1, 2, 4, 10, 12, 14):
        values = quantised(GREY, bits)
        for photometric in (0, 1):
            seen = values if photometric else (1 << bits) - 1 - values
            for reverse in ((False, True) if bits < 8 else (False,)):
                raw_tiff("tiff-%s-raw-%d-bits-%d%s" % (o, bits, photometric, "-reversed" if reverse else ""),
                         packed(seen, bits).tobytes(), shown(values, bits), {258: bits, 262: photometric},
                         order=order, reverse=reverse)
        coloured = quantised(RGB, bits)
        raw_tiff("tiff-%s-raw-rgb-%d" % (o, bits), packed(coloured, bits).tobytes(), shown(coloured, bits),
                 {258: [bits] * 3, 262: 2, 277: 3}, order=order)
        planes = b"".join(packed(coloured[..., c], bits).tobytes() for c in range(3))
    for bits in (1, 2, 4):
        most = 1 << bits
        levels = (np.arange(most) * 255 // (most - 1)).astype(np.uint16)
        colours = np.stack([levels, levels[::-1], levels // 2])
        index = quantised(GREY, bits)
        raw_tiff("tiff-%s-palette-%d" % (o, bits), packed(index, bits).tobytes(), colours.T[index],
                 {258: bits, 262: 3, 320: list((colours * 257).ravel())}, order=order)
        raw_tiff("tiff-%s-palette-%d-of-8-bits" % (o, bits), packed(index, bits).tobytes(), colours.T[index],
                 {258: bits, 262: 3, 320: list(colours.ravel())}, order=order)
    rgba = np.dstack([RGB, ALPHA])
    raw_tiff("tiff-%s-rgba-unsaid" % o, rgba.tobytes(), on_white(RGB, ALPHA), {258: [8] * 4, 262: 2, 277: 4}, order=order)
    raw_tiff("tiff-%s-rgba-unsaid-zero" % o, np.dstack([RGB, ALPHA * 0]).tobytes(), RGB, {258: [8] * 4, 262: 2, 277: 4}, order=order)
    ycc = np.asarray(Image.fromarray(RGB).convert("YCbCr"))
    raw_tiff("tiff-%s-ycbcr-1-1" % o, ycc.tobytes(), RGB, {258: [8] * 3, 262: 6, 277: 3, 530: [1, 1]}, order=order, tolerance=3)
    for across, down in ((2, 1), (2, 2), (4, 1), (4, 2), (4, 4)):
        h = -(-HEIGHT // down) * down
        w = -(-WIDTH // across) * across
        full = np.pad(ycc, ((0, h - HEIGHT), (0, w - WIDTH), (0, 0)), mode="edge")
        blocks = full.reshape(h // down, down, w // across, across, 3)
        flat = blocks.transpose(0, 2, 1, 3, 4)
        lum = flat[..., 0].reshape(h // down, w // across, -1)
        chroma = np.rint(flat[..., 1:].reshape(h // down, w // across, -1, 2).mean(2)).astype(np.uint8)
        data = np.concatenate([lum, chroma], axis=2).astype(np.uint8)
        spread = np.repeat(np.repeat(chroma, down, 0), across, 1)[:HEIGHT, :WIDTH]
        seen = np.asarray(Image.fromarray(np.dstack([ycc[..., 0], spread]), "YCbCr").convert("RGB"))
        raw_tiff("tiff-%s-ycbcr-%d-%d" % (o, across, down), data.tobytes(), seen,
                 {258: [8] * 3, 262: 6, 277: 3, 530: [across, down]}, order=order, tolerance=3)

# ---- TIFF, written by libtiff within Pillow: faxes, and what else it does its own way
bilevel = Image.fromarray(GREY).convert("1", dither=Image.Dither.NONE)
dithered = Image.fromarray(GREY).convert("1")
for kind, image in (("plain", bilevel), ("dithered", dithered)):
    for compression in ("group3", "group4", "tiff_ccitt", "tiff_lzw", "packbits", "tiff_adobe_deflate", "tiff_deflate"):
        for photometric in (0, 1):
            for rows in (HEIGHT, 16):
                out = io.BytesIO()
                try:
                    image.save(out, "TIFF", compression=compression, tiffinfo={262: photometric, 278: rows})
                except Exception as e:
                    print("not written: %s %s" % (compression, e), file=sys.stderr)
                    continue
                reread = np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("L"))
                store("tiff-pillow-%s-%s-%d-%d.tif" % (kind, compression, photometric, rows), out.getvalue(), reread)
    for options in (1, 4, 5):
        out = io.BytesIO()
        image.save(out, "TIFF", compression="group3", tiffinfo={292: options})
        store("tiff-pillow-%s-group3-options-%d.tif" % (kind, options), out.getvalue(), np.asarray(image.convert("L")))
out = io.BytesIO()
Image.fromarray(RGB).save(out, "TIFF", compression="jpeg", quality=95)
store("tiff-pillow-jpeg.tif", out.getvalue(), np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")), 4)
from PIL import ImageCms
profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
EXACT = 0x0140  # else a coarse grid stands for the formula
soft = Image.fromarray(RGB // 2 + 64)  # transforms differ in what they do with colours that no screen has
labs = ImageCms.applyTransform(soft, ImageCms.buildTransform(profiles[1], profiles[0], "RGB", "LAB", flags=EXACT))
back = ImageCms.applyTransform(labs, ImageCms.buildTransform(profiles[0], profiles[1], "LAB", "RGB", flags=EXACT))
out = io.BytesIO()
labs.save(out, "TIFF")
store("unread-tiff-lab.tif", out.getvalue(), np.asarray(back))

# ---- PNG: every colour type, depth and transparency, interlaced or not; filters by turns

def png(name, values, depth, colour, shown_rgb, interlaced, chunks=()):
    import zlib
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    values = values.reshape(HEIGHT, WIDTH, channels)
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b""
    unit = max(1, channels * depth // 8)
    for x, y, dx, dy in passes if interlaced else [(0, 0, 1, 1)]:
        part = values[y::dy, x::dx]
        if part.size == 0:
            continue
        before = None
        for number, row in enumerate(part):
            line = row.astype(">u2").tobytes() if depth == 16 else packed(row.reshape(1, -1), depth).tobytes() if depth < 8 else row.astype(np.uint8).tobytes()
            now = np.frombuffer(line, np.uint8).astype(int)
            up = np.zeros_like(now) if before is None else before
            left = np.concatenate([np.zeros(unit, int), now])[: len(now)]
            corner = np.concatenate([np.zeros(unit, int), up])[: len(now)]
            kind = number % 5
            guess = left + up - corner
            pa, pb, pc = abs(guess - left), abs(guess - up), abs(guess - corner)
            paeth = np.where((pa <= pb) & (pa <= pc), left, np.where(pb <= pc, up, corner))
            predicted = [0 * now, left, up, (left + up) // 2, paeth][kind]
            raw += bytes([kind]) + ((now - predicted) & 255).astype(np.uint8).tobytes()
            before = now
    def chunk(type, body):
        return struct.pack(">I", len(body)) + type + body + struct.pack(">I", zlib.crc32(type + body))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, int(interlaced)))
    for type, body in chunks:
        data += chunk(type, body)
    data += chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    store(name + ".png", data, shown_rgb)


for interlaced in (False, True):
    tail = "-interlaced" if interlaced else ""
    for depth in (1, 2, 4, 8, 16):
        most = (1 << depth) - 1
        values = quantised(GREY, depth)
        seen = shown(values, depth)
        png("png-grey-%d%s" % (depth, tail), values, depth, 0, seen, interlaced)
        for key in {most, 0, most // 3}:
            keyed = np.where(values == key, 255, seen)
            png("png-grey-%d-key-%d%s" % (depth, key, tail), values, depth, 0, keyed, interlaced,
                [(b"tRNS", struct.pack(">H", key))])
    for depth in (8, 16):
        most = (1 << depth) - 1
        scale = 1 if depth == 8 else 257
        wide = RGB.astype(np.uint16) * scale
        png("png-rgb-%d%s" % (depth, tail), wide, depth, 2, RGB, interlaced)
        for key in ((most,) * 3, (most, 0, 0), (0, 0, 0)):
            match = (wide == np.array(key)).all(-1)
            png("png-rgb-%d-key-%s%s" % (depth, "-".join(map(str, key)), tail), wide, depth, 2,
                np.where(match[..., None], 255, RGB), interlaced, [(b"tRNS", struct.pack(">HHH", *key))])
        alpha = ALPHA.astype(np.uint16) * scale
        png("png-grey-alpha-%d%s" % (depth, tail), np.dstack([GREY.astype(np.uint16) * scale, alpha]), depth, 4,
            on_white(np.repeat(GREY[..., None], 3, 2), ALPHA), interlaced)
        png("png-rgba-%d%s" % (depth, tail), np.dstack([wide, alpha]), depth, 6, on_white(RGB, ALPHA), interlaced)
    for depth in (1, 2, 4, 8):
        most = 1 << depth
        index = quantised(GREY, depth)
        levels = (np.arange(most) * 255 // (most - 1)).astype(np.uint8)
        colours = np.stack([levels, levels[::-1], levels // 2], 1)
        png("png-palette-%d%s" % (depth, tail), index, depth, 3, colours[index], interlaced, [(b"PLTE", colours.tobytes())])
        alphas = np.linspace(255, 0, most).astype(np.uint8)[: max(1, most - 1)]
        full = np.concatenate([alphas, np.full(most - len(alphas), 255, np.uint8)])
        png("png-palette-%d-alpha%s" % (depth, tail), index, depth, 3, on_white(colours[index], full[index]), interlaced,
            [(b"PLTE", colours.tobytes()), (b"tRNS", alphas.tobytes())])

# ---- JPEG, against libjpeg within Pillow

for mode in ("RGB", "L", "CMYK"):
    for progressive in (False, True):
        for subsampling in (0, 1, 2) if mode == "RGB" else (0,):
            for restart in (0, 1, 7):
                for optimise in (False, True):
                    image = Image.fromarray(RGB).convert(mode)
                    out = io.BytesIO()
                    options = dict(restart_marker_blocks=restart) if restart else {}
                    image.save(out, "JPEG", quality=92, progressive=progressive, subsampling=subsampling,
                               optimize=optimise, **options)
                    seen = Image.open(io.BytesIO(out.getvalue())).convert("RGB")
                    name = "jpeg-%s-%s-%d-%d%s.jpg" % (mode, "progressive" if progressive else "baseline", subsampling,
                                                       restart, "-optimised" if optimise else "")
                    store(name, out.getvalue(), np.asarray(seen), 3)
for keep in (False, True):
    out = io.BytesIO()
    Image.fromarray(RGB).save(out, "JPEG", quality=95, keep_rgb=keep, subsampling=0)
    store("jpeg-keep-rgb-%s.jpg" % keep, out.getvalue(), np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")), 3)
import imagecodecs
store("unread-jpeg-lossless.jpg", imagecodecs.ljpeg_encode(GREY, bitspersample=8), GREY)

# ---- WebP

for lossless in (True, False):
    for alpha in (False, True):
        for method in (0, 4):
            image = Image.fromarray(np.dstack([RGB, ALPHA]) if alpha else RGB)
            out = io.BytesIO()
            image.save(out, "WEBP", lossless=lossless, quality=95, method=method, exact=True)
            seen = Image.open(io.BytesIO(out.getvalue()))
            pixels = np.asarray(seen)
            rgb = on_white(pixels[..., :3], pixels[..., 3]) if alpha else pixels
            store("webp-%s-%s-%d.webp" % ("lossless" if lossless else "lossy", "alpha" if alpha else "opaque", method),
                  out.getvalue(), rgb, 3)

# ---- BMP

for mode in ("1", "L", "P", "RGB"):
    image = Image.fromarray(RGB).convert(mode)
    out = io.BytesIO()
    image.save(out, "BMP")
    store("bmp-%s.bmp" % mode, out.getvalue(), np.asarray(image.convert("RGB")))


def bmp(name, bits, rows, rgb, masks=(), size=40, top_down=False, palette=b"", compression=None):
    stride = (WIDTH * bits + 31) // 32 * 4
    lines = [row.tobytes().ljust(stride, b"\0") for row in rows]
    if not top_down:
        lines.reverse()
    if compression is None:
        compression = 3 if masks else 0
    header = struct.pack("<IiiHHIIiiII", size, WIDTH, -HEIGHT if top_down else HEIGHT, 1, bits, compression,
                         stride * HEIGHT, 2835, 2835, len(palette) // 4, 0)
    body = b"".join(struct.pack("<I", mask) for mask in masks)
    if size > 40:
        header += body.ljust(size - 40, b"\0")
        body = b""
    offset = 14 + len(header) + len(body) + len(palette)
    data = b"BM" + struct.pack("<IHHI", offset + stride * HEIGHT, 0, 0, offset) + header + body + palette + b"".join(lines)
    store(name + ".bmp", data, rgb)


five = RGB >> 3
for top_down in (False, True):
    t = "-down" if top_down else ""
    bgr = np.ascontiguousarray(RGB[..., ::-1])
    bmp("bmp-24" + t, 24, bgr, RGB, top_down=top_down)
    bgrx = np.dstack([bgr, np.zeros_like(GREY)])
    bmp("bmp-32" + t, 32, bgrx, RGB, top_down=top_down)
    bmp("bmp-32-full" + t, 32, np.dstack([bgr, GREY * 0 + 255]), RGB, top_down=top_down)
    words = (five[..., 0].astype(np.uint16) << 10) | (five[..., 1].astype(np.uint16) << 5) | five[..., 2]
    seen = np.rint(five.astype(float) * 255 / 31)
    bmp("bmp-555" + t, 16, words.astype("<u2"), (five << 3) | (five >> 2), top_down=top_down)
    six = RGB[..., 1] >> 2
    words = (five[..., 0].astype(np.uint16) << 11) | (six.astype(np.uint16) << 5) | five[..., 2]
    bmp("bmp-565" + t, 16, words.astype("<u2"), np.dstack([five[..., 0] << 3 | five[..., 0] >> 2, six << 2 | six >> 4, five[..., 2] << 3 | five[..., 2] >> 2]),
        masks=(0xF800, 0x7E0, 0x1F), top_down=top_down)
    bgra = np.dstack([bgr, ALPHA])
    bmp("bmp-32-v5-alpha" + t, 32, bgra, on_white(RGB, ALPHA), masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), size=124, top_down=top_down)
    bmp("bmp-32-v4-alpha" + t, 32, bgra, on_white(RGB, ALPHA), masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), size=108, top_down=top_down)
    bmp("bmp-32-v4-alpha-zero" + t, 32, bgrx, RGB, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), size=108, top_down=top_down)
    rgba = np.dstack([RGB, ALPHA])
    bmp("bmp-32-v4-alpha-swapped" + t, 32, rgba, on_white(RGB, ALPHA), masks=(0xFF, 0xFF00, 0xFF0000, 0xFF000000), size=108, top_down=top_down)
    bmp("bmp-32-fields" + t, 32, bgrx, RGB, masks=(0xFF0000, 0xFF00, 0xFF), top_down=top_down)

print(count)
