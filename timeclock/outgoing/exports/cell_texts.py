"""Cells as text, in the formats that have nothing else; pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from timeclock.outgoing.exports.styles import FigureStyle
from timeclock.outgoing.exports.tables import Cell, CellKind, PartOf, Row, Share, Table
from timeclock.timekeeping import utc_text
from timeclock.wording import shares


def row_texts(row: Row, table: Table[Any], style: FigureStyle) -> list[str]:
    """The cells of a row.

    Where a figure is coarser than a second, the rest of a sum is what its parts leave of it, so
    that a reader who adds the row up gets the sum.
    """
    texts = [
        cell_text(cell, column.kind, style) for cell, column in zip(row, table.columns, strict=True)
    ]
    if style.is_coarse:
        steps = [style.steps(cell) if type(cell) is int else 0 for cell in row]
        for number in balance(steps, table):
            texts[number] = style.text(steps[number])
    return texts


def summed_texts(rows: Sequence[Row], table: Table[Any], style: FigureStyle) -> Iterator[list[str]]:
    """The cells of rows, whose hours add up to those of `sum_texts` as they are written."""
    texts = [
        [cell_text(c, k.kind, style) for c, k in zip(row, table.columns, strict=True)]
        for row in rows
    ]
    steps = [[0] * len(table.columns) for _ in rows]
    for number in _hours_of(table):
        amounts = [_seconds(row[number]) for row in rows]
        for at, each in enumerate(shares(amounts, style.steps)):
            steps[at][number] = each
    for row, its, written in zip(rows, steps, texts, strict=True):
        balance(its, table)
        for number in _hours_of(table):
            written[number] = style.text(its[number]) if its[number] or row[number] else "–"
        yield written


def sum_texts(rows: Sequence[Row], table: Table[Any], style: FigureStyle) -> dict[int, str]:
    """By the number of its column, the sum of each column of hours."""
    steps = [0] * len(table.columns)
    for number in _hours_of(table):
        steps[number] = style.steps(sum(_seconds(row[number]) for row in rows))
    balance(steps, table)
    return {
        number: style.text(steps[number]) if steps[number] else "–" for number in _hours_of(table)
    }


def balance(steps: list[int], table: Table[Any]) -> list[int]:
    """Make the rest of each sum what its parts leave of it; returns the columns that are a rest."""
    rests = []
    for number, column in enumerate(table.columns):
        if column.share is not None and column.share.part is PartOf.REST:
            whole = _sum_of(steps, table, Share(PartOf.WHOLE, column.share.of))
            parts = _sum_of(steps, table, Share(PartOf.PART, column.share.of))
            steps[number] = whole - parts
            rests.append(number)
    return rests


def cell_text(cell: Cell, kind: CellKind, style: FigureStyle) -> str:
    """A cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return utc_text(cell) if kind is CellKind.UTC_TIME else cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return style.text(style.steps(cell)) if kind is CellKind.HOURS else str(cell)


def _sum_of(steps: Sequence[int], table: Table[Any], share: Share) -> int:
    return sum(
        each for each, column in zip(steps, table.columns, strict=True) if column.share == share
    )


def _hours_of(table: Table[Any]) -> list[int]:
    return [n for n, column in enumerate(table.columns) if column.kind is CellKind.HOURS]


def _seconds(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
