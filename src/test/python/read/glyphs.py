"""Fonts that a PDF can show and nobody can read back: without a map to Unicode, with a wrong one, or as outlines."""

from io import BytesIO
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from pdf import Line, Pdf, number


class Outline(BasePen):
    """Draws a glyph with a PDF's path operators, scaled and moved."""

    def __init__(self, glyphs, scale: float, x: float, y: float):
        super().__init__(glyphs)
        self.operators: list[str] = []
        self.scale, self.x, self.y = scale, x, y

    def point(self, p: tuple[float, float]) -> str:
        return f"{number(self.x + p[0] * self.scale)} {number(self.y + p[1] * self.scale)}"

    def _moveTo(self, p):
        self.operators.append(f"{self.point(p)} m")

    def _lineTo(self, p):
        self.operators.append(f"{self.point(p)} l")

    def _curveToOne(self, a, b, c):
        self.operators.append(f"{self.point(a)} {self.point(b)} {self.point(c)} c")

    def _closePath(self):
        self.operators.append("h")


class Face:
    """A TrueType font to embed by glyph numbers."""

    def __init__(self, file: Path):
        self.font = TTFont(file, recalcTimestamp=False)
        self.map = self.font.getBestCmap()
        self.em = self.font["head"].unitsPerEm
        self.glyphs = self.font.getGlyphSet()

    def glyph(self, character: str) -> int:
        return self.font.getGlyphID(self.map.get(ord(character), ".notdef"))

    def width(self, character: str) -> float:
        return self.font["hmtx"][self.map.get(ord(character), ".notdef")][0] / self.em

    def outlines(self, lines: list[Line]) -> bytes:
        """Returns the operators that fill the lines' shapes."""
        result = ["0 g"]
        for line in lines:
            x = line.x
            for character in line.text:
                pen = Outline(self.glyphs, line.size / self.em, x, line.y)
                self.glyphs[self.map.get(ord(character), ".notdef")].draw(pen)
                result += pen.operators + ["f"] if pen.operators else []
                x += self.width(character) * line.size
        return "\n".join(result).encode()

    def shown(self, lines: list[Line]) -> bytes:
        """Returns the operators that show lines in an embedded font by the name F2."""
        codes = [(line, "".join(f"{self.glyph(c):04X}" for c in line.text)) for line in lines]
        return b"BT 0 Tr 0 g " + b"".join(
            f"/F2 {number(line.size)} Tf 1 0 0 1 {number(line.x)} {number(line.y)} Tm <{code}> Tj\n".encode()
            for line, code in codes) + b"ET\n"

    def embed(self, pdf: Pdf, text: str, unicode: dict[str, str] | None) -> int:
        """Adds the font without its own character map, and with a map to Unicode as given or none at all."""
        bare = BytesIO()
        font = TTFont(BytesIO(self._bytes()), recalcTimestamp=False)
        for table in ("cmap", "GSUB", "GPOS", "GDEF", "kern", "name"):
            if table in font:
                del font[table]
        font["post"].formatType = 3.0
        font.save(bare)
        file = pdf.stream(bare.getvalue(), f"/Length1 {len(bare.getvalue())}")
        descriptor = pdf.add("<</Type/FontDescriptor/FontName/AAAAAA+Plain/Flags 4/FontBBox[-500 -300 1500 1000]"
                             f"/ItalicAngle 0/Ascent 905/Descent -212/CapHeight 700/StemV 80/FontFile2 {file} 0 R>>")
        widths = " ".join(f"{self.glyph(c)}[{number(self.width(c) * 1000)}]" for c in sorted(set(text)))
        child = pdf.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Plain/CIDSystemInfo<</Registry(Adobe)"
                        f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 600/W[{widths}]"
                        "/CIDToGIDMap/Identity>>")
        entry = f"/ToUnicode {self._map(pdf, unicode)} 0 R" if unicode is not None else ""
        return pdf.add("<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Plain/Encoding/Identity-H"
                       f"/DescendantFonts[{child} 0 R]{entry}>>")

    def _bytes(self) -> bytes:
        out = BytesIO()
        self.font.save(out)
        return out.getvalue()

    def _map(self, pdf: Pdf, unicode: dict[str, str]) -> int:
        lines = [f"<{self.glyph(c):04X}> <{u.encode('utf-16-be').hex()}>" for c, u in sorted(unicode.items())]
        parts = [lines[i:i + 100] for i in range(0, len(lines), 100)]
        ranges = "\n".join(f"{len(p)} beginbfchar\n" + "\n".join(p) + "\nendbfchar" for p in parts)
        return pdf.stream(("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def "
                           "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + ranges
                           + "\nendcmap end end").encode())
