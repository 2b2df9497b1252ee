"""Single values of requests: what vendors' clients send is taken, what only looks right is not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from timeclock.authority.actor import Scope
from timeclock.wire import fields


@pytest.mark.parametrize(("given", "read"), [(7, 7), ("7", 7), ("-1", -1), (2**63, 2**63)])
def test_whole_numbers_also_as_decimal_text(given: object, read: int) -> None:
    assert fields.whole(given) == read


@pytest.mark.parametrize(
    "given", [True, False, 1.0, Decimal("1.0"), "", "1_000", "٣", "1.0", " 1", "+1", "1e3", [], {}]
)
def test_what_only_looks_like_a_whole_number(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.whole(given)


@pytest.mark.parametrize("given", ["7", True, 0, -1, 2**53])
def test_our_own_api_takes_no_text_for_an_id(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.strict_id(given)


@pytest.mark.parametrize("number", [0, -1, 2**53, 2**63, 10**30])
def test_a_number_that_cannot_be_an_id_is_no_ones(number: int) -> None:
    assert fields.known_id(number) == 0


@pytest.mark.parametrize("text", ["", "x", "٣", "1_0", "9" * 30, "-5", "1.0", "²"])
def test_an_address_that_names_no_id_is_no_ones(text: str) -> None:
    assert fields.id_in(text) == 0


@pytest.mark.parametrize(
    ("given", "read"), [(True, True), ("false", False), ("True", True), (False, False)]
)
def test_booleans_also_as_text(given: object, read: bool) -> None:
    assert fields.flag(given) is read


@pytest.mark.parametrize("given", [0, 1, "yes", "", None, []])
def test_what_is_no_boolean(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.flag(given)


@pytest.mark.parametrize("given", [True, 1, "1", "true", "True", "TRUE"])
def test_what_is_true_for_the_vendors(given: object) -> None:
    assert fields.lenient_flag(given) is True


@pytest.mark.parametrize("given", [False, 0, "0", "false", "False"])
def test_what_is_false_for_the_vendors(given: object) -> None:
    assert fields.lenient_flag(given) is False


@pytest.mark.parametrize("given", [2, -1, "yes", "01", "", None, [], {}])
def test_what_is_no_boolean_for_the_vendors_either(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.lenient_flag(given)


@pytest.mark.parametrize(
    "given", ["2026-10-25T06:00:00Z", "2026-10-25T06:00:00.123Z", "2026-10-25T06:00:00.123456Z"]
)
def test_times_with_seconds_milliseconds_or_microseconds(given: str) -> None:
    read = fields.moment(given)
    assert read.replace(microsecond=0) == datetime(2026, 10, 25, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "2026-10-25T24:00:00Z",
        "2026-10-25T06:00:60Z",
        "2026-W43-7T06:00:00Z",
        "2026-10-25T06:00:00",
        "2026-10-25 06:00:00Z",
        "٢٠٢٦-10-25T06:00:00Z",
        1792908000,
        None,
    ],
)
def test_what_is_no_time(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.moment(given)


@pytest.mark.parametrize("given", [1_704_110_400_000, -1, 10**18, True, "1e9", 1704110400.5])
def test_milliseconds_where_seconds_belong(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.unix(given)


@pytest.mark.parametrize(
    "given", ["Mars/Phobos", "../../etc/passwd", "localtime", "Factory", "", "europe/berlin", 1]
)
def test_what_is_no_zone(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.zone(given)


@pytest.mark.parametrize("given", [999, -90.1, Decimal("1e400"), Decimal("Infinity"), True, "1e1"])
def test_what_is_no_latitude(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        fields.degrees(90, fields.fraction)(given)


@pytest.mark.parametrize("given", ["a\x00b", " a", "x" * 201, "a\u202eb"])
def test_a_reference_is_kept_as_sent_or_refused(given: str) -> None:
    with pytest.raises(PydanticCustomError):
        fields.reference(fields.text)(given)
    assert fields.reference(fields.text)("sched-shift-789") == "sched-shift-789"


def test_a_day_is_an_iso_day() -> None:
    assert fields.day("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "given", ["2026-02-29", "2026-3-2", "20260302", "2026-W10-1", "1999-12-31", "2101-01-01", "", 1]
)
def test_what_is_no_day(given: object) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        fields.day(given)
    assert refusal.value.type == ("day" if isinstance(given, str) else "text")


def test_one_of_a_few_words() -> None:
    read = fields.choice(Scope)
    assert read("manage") is Scope.MANAGE
    for other, fault in (("Manage", "unacceptable"), ("", "unacceptable"), (1, "text")):
        with pytest.raises(PydanticCustomError) as refusal:
            read(other)
        assert refusal.value.type == fault


def test_a_number_within_a_range() -> None:
    read = fields.whole_within(1, 200)
    assert (read("1"), read(200)) == (1, 200)
    for other in (0, 201, "-1"):
        with pytest.raises(PydanticCustomError):
            read(other)
