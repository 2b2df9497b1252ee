"""Pages of a PDF: text and lines at places on paper, each page written as soon as it is full."""

from typing import IO

from pydyf import Array, Dictionary, Object, Stream, String

from timeclock.outgoing.exports.typeface import Typeface, typeface

WIDTH, HEIGHT = 842, 595  # A4, lying; in points
TOTAL_SIZE = 6.5
_TO_UNICODE_AT_ONCE = 100
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # the second line tells tools that it is no text


class Paper:
    """A document whose pages are written one after another.

    Places are in points from the left and from the top. A page goes to the file as soon as it is
    full, so memory does not grow with them; there is no date in it anywhere.
    """

    def __init__(self, to: IO[bytes], title: str) -> None:
        self._to, self._title = to, title
        self._offsets: dict[int, int] = {}
        self._length = 0
        self._write(_HEADER)
        self._tree = self._reserve(Dictionary())
        fonts = {"R": self._embed(typeface("Regular")), "B": self._embed(typeface("Bold"))}
        # How many pages there are is known at the end: each page shows this form.
        self._total: Stream = self._reserve(Stream())
        forms = Dictionary({"Total": self._total.reference})
        self._fonts = Dictionary(fonts)
        self._resources = self._put(Dictionary({"Font": self._fonts, "XObject": forms}))
        self._kids: list[int] = []
        self._marks: list[str] = []
        self.pages = 0

    def turn(self) -> None:
        """Go on with a new page."""
        self._finish_page()
        self.pages += 1

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Write from that place on; `y` is the line that the letters stand on."""
        face, name = (typeface("Bold"), "B") if bold else (typeface("Regular"), "R")
        self._marks.append(
            f"BT /{name} {size:g} Tf {x:.2f} {HEIGHT - y:.2f} Td <{face.encoded(text)}> Tj ET"
        )

    def total(self, x: float, y: float) -> None:
        """Write there how many pages the document has in all."""
        self._marks.append(f"q 1 0 0 1 {x:.2f} {HEIGHT - y:.2f} cm /Total Do Q")

    def line(self, x: float, y: float, length: float, *, heavy: bool = False) -> None:
        """Draw a line to the right: a grey hairline, or a heavy one below headings."""
        look = "0.7 w 0.2 G" if heavy else "0.4 w 0.8 G"
        self._marks.append(
            f"{look} {x:.2f} {HEIGHT - y:.2f} m {x + length:.2f} {HEIGHT - y:.2f} l S"
        )

    def finish(self) -> None:
        """Write what is left, and where everything is; nothing can be added any more."""
        self._finish_page()
        self._write_total()
        self._tree |= {
            "Type": "/Pages",
            "Kids": Array([part for number in self._kids for part in (number, 0, "R")]),
            "Count": len(self._kids),
        }
        self._write_object(self._tree)
        catalog = {
            "Type": "/Catalog",
            "Pages": self._tree.reference,
            "Lang": String("en"),
            "ViewerPreferences": Dictionary({"DisplayDocTitle": "true"}),
        }
        trailer = {
            "Root": self._put(Dictionary(catalog)),
            "Info": self._put(
                Dictionary({"Title": String(self._title), "Producer": String("Timeclock")})
            ),
            "Size": len(self._offsets) + 1,
        }
        start = self._length
        places = "".join(f"{at:010} 00000 n \n" for _, at in sorted(self._offsets.items()))
        table = f"xref\n0 {len(self._offsets) + 1}\n0000000000 65535 f \n{places}trailer\n"
        end = f"\nstartxref\n{start}\n%%EOF\n"
        self._write(table.encode("ascii") + Dictionary(trailer).data + end.encode("ascii"))

    def _write_total(self) -> None:
        text = typeface("Regular").encoded(str(self.pages))
        self._total.stream = [f"BT /R {TOTAL_SIZE:g} Tf 0 0 Td <{text}> Tj ET"]
        self._total.extra |= {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": Array([0, -5, 60, 15]),
            "Resources": Dictionary({"Font": self._fonts}),
        }
        self._write_object(self._total)

    def _finish_page(self) -> None:
        if not self.pages:
            return
        content = Stream(["\n".join(self._marks).encode("ascii")], compress=True)
        page = Dictionary(
            {
                "Type": "/Page",
                "Parent": self._tree.reference,
                "MediaBox": Array([0, 0, WIDTH, HEIGHT]),
                "Resources": self._resources,
                "Contents": self._put(content),
            }
        )
        self._put(page)
        self._kids.append(page.number)
        self._marks = []

    def _put(self, thing: Object) -> bytes:
        """Write an object, and return how others refer to it."""
        self._write_object(self._reserve(thing))
        reference: bytes = thing.reference
        return reference

    def _reserve(self, thing: Object) -> Object:
        """Give an object its number; it may be written later."""
        thing.number = len(self._offsets) + 1
        self._offsets[thing.number] = 0
        return thing

    def _write_object(self, thing: Object) -> None:
        self._offsets[thing.number] = self._length
        self._write(thing.indirect + b"\n")

    def _write(self, content: bytes) -> None:
        self._to.write(content)
        self._length += len(content)

    def _embed(self, face: Typeface) -> bytes:
        """Put a face into the document, and return how the pages refer to it."""
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": f"/{face.name}",
            "Flags": 4,
            "FontBBox": Array(face.box),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.height_of_capitals,
            "StemV": 80,
            "FontFile2": self._put(Stream([face.file], {"Length1": len(face.file)}, compress=True)),
        }
        letters = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{face.name}",
            "CIDSystemInfo": Dictionary(
                {"Registry": String("Adobe"), "Ordering": String("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": self._put(Dictionary(descriptor)),
            "CIDToGIDMap": "/Identity",
            "W": Array([0, Array(face.widths)]),
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{face.name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": Array([self._put(Dictionary(letters))]),
            "ToUnicode": self._put(Stream([_to_unicode(face)], compress=True)),
        }
        return self._put(Dictionary(font))


def _to_unicode(face: Typeface) -> bytes:
    """Which letter each glyph means, so that text can be found and copied."""
    letters = {number: letter for letter, number in reversed(list(face.glyphs.items()))}
    pairs = [
        f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>"
        for number, letter in sorted(letters.items())
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(pairs), _TO_UNICODE_AT_ONCE):
        some = pairs[start : start + _TO_UNICODE_AT_ONCE]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
