"""The letters of a PDF: Open Sans, which comes with a wheel and goes whole into each file."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TypeVar

from anyascii import anyascii
from fontTools.ttLib import TTFont

T = TypeVar("T")
_EM = 1000
_SIDES = ("xMin", "yMin", "xMax", "yMax")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class _ByLetter(dict[str, T]):
    """What each letter has; any other has what the mark for an unknown one has."""

    def __missing__(self, letter: str) -> T:
        return self[_UNKNOWN]


class _ByCode(dict[int, str]):
    """The same by code point, as `str.translate` asks."""

    def __missing__(self, code: int) -> str:
        return self[ord(_UNKNOWN)]


class Typeface:
    """A face as PDF wants it; lengths are thousandths of its size.

    It has Latin, Greek and Cyrillic letters. Any other is shown as the mark for an unknown one:
    letters that are joined or run from right to left would come out wrong without a shaper. So
    `legible` writes them in Latin letters.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.file = name, content
        with TTFont(BytesIO(content), lazy=True) as font:
            em: int = font["head"].unitsPerEm

            def scaled(length: int) -> int:
                return round(length * _EM / em)

            numbers, metrics = font.getReverseGlyphMap(), font["hmtx"].metrics
            letters = font.getBestCmap()
            self.glyphs: Mapping[str, int] = {
                chr(code): numbers[glyph] for code, glyph in letters.items()
            }
            self.widths = [scaled(metrics[glyph][0]) for glyph in font.getGlyphOrder()]
            self.ascent, self.descent = scaled(font["hhea"].ascent), scaled(font["hhea"].descent)
            self.height_of_capitals = scaled(font["OS/2"].sCapHeight)
            self.box = [scaled(getattr(font["head"], side)) for side in _SIDES]
        self._codes = _ByCode({ord(each): f"{n:04x}" for each, n in self.glyphs.items()})
        self._widths = _ByLetter({each: self.widths[n] for each, n in self.glyphs.items()})

    def encoded(self, text: str) -> str:
        """The numbers of its glyphs in hex, as an Identity-H string has them."""
        return text.translate(self._codes)

    def width(self, text: str) -> int:
        """How long the text is, in thousandths of the size of the letters."""
        return sum(map(self._widths.__getitem__, text))

    def knows(self, text: str) -> bool:
        """Whether every letter of it can be shown."""
        return all(letter in self.glyphs for letter in text)

    def legible(self, text: str) -> str:
        """The text with letters that can be shown: of others, how they sound in Latin letters."""
        if self.knows(text):
            return text
        return "".join(each if each in self.glyphs else _latin(each) for each in text)


def _latin(letter: str) -> str:
    return anyascii(letter).replace("`", "\N{RIGHT SINGLE QUOTATION MARK}")


@cache
def typeface(weight: str) -> Typeface:
    """`Regular` or `Bold`, read once in a process."""
    name = f"OpenSans-{weight}"
    place = resources.files("ttf_opensans").joinpath("ttf", f"{name}.ttf")
    return Typeface(name, place.read_bytes())
