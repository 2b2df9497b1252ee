"""Readers of texts that have a length of their own: an address, an id of another system."""

from timeclock.errors import Invalid
from timeclock.wire.problems import Fault
from timeclock.wire.readers import Reader, described, wrong
from timeclock.wording import ADDRESS, NAME, clean


def address(read: Reader[str]) -> Reader[str]:
    """A reader of a postal address, tidied."""

    @described(type="string", maxLength=ADDRESS)
    def tidied(value: object) -> str:
        return _bounded(read(value), ADDRESS)

    return tidied


def _bounded(words: str, limit: int) -> str:
    try:
        return clean(words, limit=limit, field="text")
    except Invalid as error:
        raise wrong(Fault.RANGE, error.message) from None


def reference(read: Reader[str]) -> Reader[str]:
    """A reader of someone else's id: it is given back as it was sent, so nothing is tidied."""

    @described(type="string", maxLength=NAME)
    def as_sent(value: object) -> str:
        name = read(value)
        if _bounded(name, NAME) != name:
            raise wrong(Fault.TEXT, "Give text without control characters or outer spaces.")
        return name

    return as_sent
