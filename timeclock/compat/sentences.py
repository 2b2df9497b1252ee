"""Sentences about times in the language of an API: in UTC, and with the field's name."""

from datetime import datetime

from timeclock.errors import ProductError
from timeclock.messages import Sentence
from timeclock.timekeeping import utc_text


def sentence_of(error: ProductError, field: str) -> str:
    """What the error says; of an overlap, since when the other one has run, in UTC."""
    since = error.details.get("since")
    if error.code != "overlaps" or not isinstance(since, datetime):
        return error.sentence
    words = Sentence(
        "%(field)s: That overlaps another shift, which began at %(since)s.",
        field=field,
        since=utc_text(since),
    )
    return str(words)
