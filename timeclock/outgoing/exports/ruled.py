"""A ruled table on paper: columns as wide as they need to be, text folded into its cell."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from timeclock.outgoing.exports.pdf_pages import Paper
from timeclock.outgoing.exports.tables import CellKind, Column
from timeclock.outgoing.exports.typeface import typeface

PADDING, _ABOVE = 3.0, 1.75
# Sizes of letters, each with how long the words are that a column of text has room for: the first
# pair that fits. A time with its zone has 21 letters.
_FITS = (
    *((size, 21) for size in (6.75, 6.25, 5.75)),
    *((size, 12) for size in (6.75, 6.25, 5.75, 5.25)),
    *((size, 0) for size in (5.75, 5.25, 4.75)),
)
_ALIGNED = (CellKind.HOURS, CellKind.NUMBER)
_FIXED = (*_ALIGNED, CellKind.DAY, CellKind.LOCAL_TIME, CellKind.UTC_TIME)
_LONGEST = {
    CellKind.LOCAL_TIME: "2026-12-28T08:00:00+00:00",
    CellKind.UTC_TIME: "2026-12-28T08:00:00Z",
    CellKind.DAY: "2026-12-28",
    CellKind.HOURS: "-888.8888",
    CellKind.NUMBER: "8888",
}
Lines = Sequence[Sequence[str]]


class RuledTable:
    """Where the columns of a table stand, in `width` points from `left`.

    Each has room for the longest word of its heading, for its figures and for usual words; what is
    left is shared by the columns of text, by their widths. Letters are smaller where it has to be.
    """

    def __init__(self, columns: Sequence[Column[Any]], left: float, width: float) -> None:
        room = width - 2 * PADDING * len(columns)
        for size, letters in _FITS:
            needed = [_least_width(column, size, letters) for column in columns]
            if sum(needed) <= room:
                break
        self._size, self._leading = size, size + 2
        weights = [0 if column.kind in _FIXED else column.width for column in columns]
        spare, all_weights = room - sum(needed), sum(weights)
        if spare < 0 or not all_weights:
            needed = [each * room / sum(needed) for each in needed]
            spare, all_weights = 0, 1
        self._left, self._width = left, width
        self._right = [column.kind in _ALIGNED for column in columns]
        self._widths = [
            each + spare * weight / all_weights + 2 * PADDING
            for each, weight in zip(needed, weights, strict=True)
        ]
        self._headings = [
            self.fold(column.title, each - 2 * PADDING, self._size, bold=True)
            for column, each in zip(columns, self._widths, strict=True)
        ]

    @property
    def headings_height(self) -> float:
        """How much of the page the headings take."""
        return self._leading * max(map(len, self._headings)) + 2 * _ABOVE

    def headings(self, paper: Paper, y: float) -> float:
        """Write the headings from there on, and return where they end."""
        return self._write(paper, y, self._headings, self.headings_height, bold=True)

    def folded(self, texts: Sequence[str]) -> Lines:
        """A row's texts as lines that fit their cells."""
        return [
            self.fold(text, each - 2 * PADDING, self._size)
            for text, each in zip(texts, self._widths, strict=True)
        ]

    def parted(self, lines: Lines, room: float) -> tuple[Lines, Lines]:
        """What of a row fits into that much room, and what is left of it."""
        most = max(int((room - 2 * _ABOVE) / self._leading), 0)
        if max(map(len, lines)) <= most:
            return lines, []
        return [cell[:most] for cell in lines], [cell[most:] for cell in lines]

    def row(self, paper: Paper, y: float, lines: Lines, *, bold: bool = False) -> float:
        """Write a row from there on, and return where it ends."""
        height = self._leading * max(map(len, lines)) + 2 * _ABOVE
        return self._write(paper, y, lines, height, bold=bold)

    @staticmethod
    def fold(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Lines no longer than `width` points, cut between words, or within one that is longer."""
        face, room = typeface("Bold" if bold else "Regular"), width * 1000 / size
        lines, line, used = [""], "", 0
        if face.width(text) <= room:
            return [text]
        for word in text.split(" "):
            piece = word
            length = face.width(piece)
            space = face.width(" ") if line else 0
            if used + space + length > room and line:
                lines.append("")
                line, used, space = "", 0, 0
            while length > room and len(piece) > 1:
                fitting = _fitting(piece, room, bold=bold)
                lines[-1] = piece[:fitting]
                lines.append("")
                piece = piece[fitting:]
                length = face.width(piece)
            line = f"{line} {piece}" if line else piece
            used += space + length
            lines[-1] = line
        return lines

    def _write(
        self, paper: Paper, y: float, lines: Lines, height: float, *, bold: bool = False
    ) -> float:
        face = typeface("Bold" if bold else "Regular")
        x = self._left
        for cell, width, right in zip_longest(lines, self._widths, self._right):
            for number, line in enumerate(cell):
                if line:
                    room = (
                        width - PADDING - face.width(line) * self._size / 1000 if right else PADDING
                    )
                    base = y + _ABOVE + self._leading * (number + 1) - 2
                    paper.text(x + room, base, line, self._size, bold=bold)
            x += width
        paper.line(self._left, y + height, self._width, heavy=bold)
        return y + height


def _fitting(word: str, room: float, *, bold: bool) -> int:
    """How many letters of a word fit; at least one, or nothing would ever be written."""
    face, used = typeface("Bold" if bold else "Regular"), 0
    for number, letter in enumerate(word):
        used += face.width(letter)
        if used > room:
            return max(number, 1)
    return len(word)


def _least_width(column: Column[Any], size: float, letters: int) -> float:
    """Points for the longest word of the heading, and for the cells where they have one length."""
    words = [
        *column.title.replace("\N{NO-BREAK SPACE}", " ").split(),
        _LONGEST.get(column.kind, ""),
    ]
    if column.kind is CellKind.TEXT:
        words.append("n" * min(column.width, letters))
    # A hair more, so that a word that fits exactly is not cut by the last digit of a sum.
    return max(typeface("Bold").width(word) for word in words) * size / 1000 + 0.1
