"""Where a punch was made, as requests give it and as it is kept."""

from decimal import Decimal

from timeclock.worktime.shifts.record import Place


def place_of(
    address: str | None, latitude: Decimal | None, longitude: Decimal | None
) -> Place | None:
    """The place with its numbers as decimal text; None when nothing was given."""
    place = {
        "address": address or None,
        "latitude": _digits(latitude),
        "longitude": _digits(longitude),
    }
    return place if any(place.values()) else None


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"
