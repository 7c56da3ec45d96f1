"""Writes small PDF files object by object, where a trap needs what no program would print."""

import zlib
from dataclasses import dataclass, field

A4 = (595, 842)


def number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def literal(text: str) -> bytes:
    """Returns a string of a standard font in WinAnsi."""
    raw = text.encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


@dataclass
class Pdf:
    """A document that grows: objects first, then pages that refer to them."""

    objects: list[bytes] = field(default_factory=lambda: [b"", b""])
    pages: list[int] = field(default_factory=list)
    catalog: str = ""

    def add(self, value: str | bytes) -> int:
        """Adds an object and returns its number."""
        self.objects.append(value.encode("latin-1") if isinstance(value, str) else value)
        return len(self.objects)

    def stream(self, data: bytes, entries: str = "", packed: bool = True) -> int:
        body = zlib.compress(data) if packed else data
        head = f"<<{entries}{'/Filter/FlateDecode' if packed else ''}/Length {len(body)}>>stream\n"
        return self.add(head.encode("latin-1") + body + b"\nendstream")

    def helvetica(self, bold: bool = False) -> int:
        return self.add(f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{'-Bold' if bold else ''}"
                        "/Encoding/WinAnsiEncoding>>")

    def jpeg(self, data: bytes, width: int, height: int) -> int:
        return self.stream(data, f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB"
                                 "/BitsPerComponent 8/Filter/DCTDecode", packed=False)

    def form(self, content: bytes, width: float, height: float, font: int) -> int:
        """Adds a picture made of drawing operators, as appearances of annotations are."""
        return self.stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 {number(width)} {number(height)}]"
                                    f"/Resources<</Font<</F1 {font} 0 R>>>>")

    def page(self, content: bytes, fonts: dict[str, int], images: dict[str, int] | None = None, extra: str = "",
             states: dict[str, int] | None = None, size: tuple[int, int] = A4, below: int = 0) -> int:
        """Adds a page; its sheet reaches so many points further down than its origin."""
        def names(values: dict[str, int] | None) -> str:
            return "<<" + "".join(f"/{k} {v} 0 R" for k, v in (values or {}).items()) + ">>"

        stream = self.stream(content)
        self.pages.append(self.add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 {-below} {size[0]} {size[1]}]/Contents {stream} 0 R/Resources<</Font"
            f"{names(fonts)}/XObject{names(images)}/ExtGState{names(states)}>>{extra}>>"))
        return self.pages[-1]

    def bytes(self) -> bytes:
        self.objects[0] = f"<</Type/Catalog/Pages 2 0 R{self.catalog}>>".encode()
        kids = " ".join(f"{p} 0 R" for p in self.pages)
        self.objects[1] = f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>".encode()
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for n, value in enumerate(self.objects, start=1):
            places.append(len(out))
            out += f"{n} 0 obj\n".encode() + value + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
        out += f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


@dataclass(frozen=True)
class Line:
    """A line of text at a place in points from the lower left."""

    text: str
    x: float
    y: float
    size: float = 11


def shown(lines: list[Line], mode: int = 0, colour: str = "0 g", font: str = "F1") -> bytes:
    """Returns the operators that show lines in a standard font; mode 3 is invisible."""
    return f"q {colour} BT {mode} Tr ".encode() + b"".join(
        f"/{font} {number(line.size)} Tf 1 0 0 1 {number(line.x)} {number(line.y)} Tm ".encode() + literal(line.text)
        + b" Tj\n" for line in lines) + b"ET Q\n"


def placed(image: str, x: float, y: float, width: float, height: float) -> bytes:
    return f"q {number(width)} 0 0 {number(height)} {number(x)} {number(y)} cm /{image} Do Q\n".encode()
