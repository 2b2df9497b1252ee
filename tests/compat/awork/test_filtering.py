"""awork's filter language: what a row has to be, what cannot be read, and what narrows a search."""

import pytest

from timeclock.compat.awork.filtering import Bound, FilterFault, in_order, read_filter, read_order

ROW = {
    "note": "Rolls and O'Brien's bread",
    "isBillable": True,
    "duration": 3600,
    "endTimeUtc": None,
    "projectId": "0000000A-0000-8000-8000-000000000001",
    "startDateUtc": "2026-11-02T00:00:00Z",
}
FIELDS = tuple(ROW)


@pytest.mark.parametrize(
    "text",
    [
        "isBillable eq true",
        "ISBILLABLE EQ TRUE",
        "duration ge 3600 and duration lt 3600.5",
        "duration gt -1",
        "duration ne 0 or note eq 'x'",
        "note eq 'x' or duration eq 3600 and isBillable eq true",
        "(note eq 'x' or duration eq 3600) and isBillable eq true",
        "not (note eq 'x')",
        "not note eq 'x' and isBillable eq true",
        "note eq 'rolls and o''brien''s bread'",
        "startswith(note, 'roll')",
        "startswith(note,'roll') eq true",
        "endswith(note, 'BREAD')",
        "contains(note, 'brien')",
        "substringof('brien', note)",
        "endTimeUtc eq null",
        "note ne null",
        "projectId eq guid'0000000a-0000-8000-8000-000000000001'",
        "startDateUtc eq datetime'2026-11-02'",
        "startDateUtc ge datetime'2026-11-02T00:00:00.000Z'",
        "startDateUtc le '2026-11-02T01:00:00+01:00'",
    ],
)
def test_what_passes(text: str) -> None:
    assert read_filter(text, FIELDS).passes(ROW)


@pytest.mark.parametrize(
    "text",
    [
        "isBillable eq false",
        "note eq 'x' and isBillable eq true",
        "(note eq 'x' or duration eq 3600) and isBillable eq false",
        "not (isBillable eq true or note eq 'x')",
        "endTimeUtc gt 'a'",
        "endTimeUtc ne null",
        "startswith(note, 'bread')",
        "contains(endTimeUtc, 'x')",
        "duration gt 'x'",
        "duration eq '3600'",
        "isBillable gt 0",
        "startDateUtc gt datetime'2026-11-02T00:00:00Z'",
        "startDateUtc lt datetime'2026-11-02T00:30:00+01:00'",
    ],
)
def test_what_does_not_pass(text: str) -> None:
    assert not read_filter(text, FIELDS).passes(ROW)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x eq 1",
        "note",
        "note eq",
        "note is 'x'",
        "note eq x",
        "note eq 'x",
        "note eq 'x' and",
        "note eq 'x' note eq 'y'",
        "(note eq 'x'",
        "note eq 'x')",
        "startswith(note)",
        "startswith(note, 1)",
        "startswith('x', note)",
        "duration eq 1 ; drop",
        "breaks eq null",
        "(" * 50 + "note eq 'x'" + ")" * 50,
        "not " * 50 + "note eq 'x'",
        "note eq '" + "x" * 3000 + "'",
    ],
)
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(FilterFault):
        read_filter(text, FIELDS)


def test_only_what_holds_for_all_rows_narrows_the_search() -> None:
    both = read_filter("duration eq 1 and (note eq 'x' and isBillable eq true)", FIELDS)
    assert both.bounds == (
        Bound("duration", "eq", 1),
        Bound("note", "eq", "x"),
        Bound("isBillable", "eq", True),
    )
    for text in ("duration eq 1 or note eq 'x'", "not duration eq 1", "not (duration eq 1)"):
        assert read_filter(text, FIELDS).bounds == ()


def test_an_order() -> None:
    order = read_order("duration desc,note", ("duration", "note"))
    assert order == (("duration", True), ("note", False))
    rows = [{"duration": d, "note": n} for d, n in ((1, "b"), (2, "c"), (1, None), (2, "a"))]
    found = [(row["duration"], row["note"]) for row in in_order(rows, order)]
    assert found == [(2, "a"), (2, "c"), (1, None), (1, "b")]


@pytest.mark.parametrize("text", ["x", "note up", "note desc desc", "note,", ",", " "])
def test_an_order_that_cannot_be_read(text: str) -> None:
    with pytest.raises(FilterFault):
        read_order(text, ("note",))
